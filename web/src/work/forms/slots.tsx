import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { useAttachments } from '../evidence/attachments'
import type { Entry } from '../evidence/uploads'
import { SlotFields } from './slot'
import type { Slot } from './submission'

interface Props {
  goal: string
  scope: string
  slots: Slot[]
  /** How many of them, from the first on, the step asks for. */
  required: number
  entries: Entry[]
  error: unknown
  /** Which slot each piece that was sent comes from. */
  from: string[]
  onChange: (slots: Slot[]) => void
}

/** The pieces of evidence of a submission, one after the other. */
export function Slots({ goal, scope, slots, required, entries, error, from, onChange }: Props) {
  const before = useAttachments(goal)
  return slots.map((slot, i) => (
    <SlotFields
      key={slot.key}
      scope={scope}
      slot={slot}
      required={i < required}
      entries={entries.filter((e) => e.piece.slot === slot.key)}
      kept={slot.kept.flatMap((id) => before.get(id) ?? [])}
      error={slotError(error, from, slot.key)}
      onChange={(part) => onChange(slots.map((s) => (s.key === slot.key ? { ...s, ...part } : s)))}
    />
  ))
}

/** What was wrong with a piece of evidence, found by its place in what was sent. */
function slotError(error: unknown, from: string[], slot: string): string | undefined {
  if (!(error instanceof Problem)) return undefined
  return error.errors.find((e) => from[Number(/^\/content\/evidence\/(\d+)/.exec(e.pointer)?.[1] ?? -1)] === slot)
    ?.detail
}

/** Whether files are still on their way, or were refused: until then nothing is handed in. */
export function unready(entries: Entry[]): boolean {
  return entries.some((e) => e.state !== 'there')
}

/** Says what keeps a submission back: files on their way, and files that were refused. */
export function Underway({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation()
  const refused = entries.filter((e) => e.state === 'refused').length
  const underway = entries.filter((e) => e.state !== 'there').length - refused
  return (
    <>
      {underway > 0 ? <p className="notice-bar">{t('evidence.waitFor', { n: underway })}</p> : null}
      {refused > 0 ? <p className="warn-bar">{t('evidence.mendFirst', { n: refused })}</p> : null}
    </>
  )
}
