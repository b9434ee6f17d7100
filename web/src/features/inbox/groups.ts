import type { InboxItem } from '@/work/inbox'
import { dayOf } from '@/work/time'

export const groupNames = ['returned', 'overdue', 'today', 'soon', 'later'] as const
export type Group = (typeof groupNames)[number]

/** Where an item stands in the inbox: what bites first comes first. */
export function groupOf(item: InboxItem, now: number): Group {
  if (item.returned) return 'returned'
  if (item.met_at) return 'later' // handed in: nothing runs any more
  const due = item.due_at ?? item.step_due_at
  if (item.light === 'red' || (due && Date.parse(due) < now)) return 'overdue'
  if (due && dayOf(due) === dayOf(now)) return 'today'
  return item.light === 'yellow' ? 'soon' : 'later'
}

/** Items by group, each group in the order of the server. */
export function grouped(items: InboxItem[], now: number): [Group, InboxItem[]][] {
  const found = new Map<Group, InboxItem[]>(groupNames.map((g) => [g, []]))
  for (const item of items) found.get(groupOf(item, now))?.push(item)
  return [...found].filter(([, list]) => list.length > 0)
}
