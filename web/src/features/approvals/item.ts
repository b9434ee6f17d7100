import type { Noun } from '@/api/client'
import { optionsFor, type StepCommand } from '@/work/commands'
import type { InboxItem } from '@/work/inbox'

/** What an item asks of whoever decides it. */
export function askedOf(item: InboxItem): Noun['Subject'] | 'close-out' {
  return item.duty === 'close-out' ? 'close-out' : (item.subject ?? 'submission')
}

export function titleOf(item: InboxItem): string {
  return item.step_title || item.goal_title
}

/** What to open once some are dealt with: the next one below the one that is open, else the next one above it. */
export function following(items: InboxItem[], opened: InboxItem, done: InboxItem[]): InboxItem | undefined {
  const at = items.indexOf(opened)
  const rest = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0)).reverse()]
  return rest.find((i) => !done.includes(i))
}

const seats: StepCommand[] = ['delegate', 'transfer', 'add-signer', 'remove-signer']
const words: StepCommand[] = ['instruct', 'cc', 'comment']

/** Whether the server lets the caller give a command that decides on the round of this item. */
function mayInRound(view: Noun['GoalView'], item: InboxItem, command: StepCommand): boolean {
  const round = item.subject === 'submission' ? 0 : (item.round ?? 0) // the submission that is open goes without a number
  return optionsFor(view, item.step).some((o) => o.command === command && o.allowed && (o.round ?? 0) === round)
}

/** What else the caller may do about an item: hand their seat on, ask others, say something. */
export function moreActs(view: Noun['GoalView'], item: InboxItem): { command: StepCommand; round?: number }[] {
  const said = optionsFor(view, item.step).filter((o) => o.allowed)
  return [
    ...seats.filter((c) => mayInRound(view, item, c)).map((command) => ({ command, round: item.round })),
    ...words.filter((c) => said.some((o) => o.command === c)).map((command) => ({ command })),
  ]
}

/** Whether an item still waits for the caller. */
export function stillWaits(view: Noun['GoalView'], item: InboxItem): boolean {
  return item.duty === 'close-out' || mayInRound(view, item, 'decide')
}
