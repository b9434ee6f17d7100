import type { Noun } from '@/api/client'
import { addDays, type Day, dayOf, daysBetween } from '@/work/time'

export interface Bar {
  from: Day
  to: Day
}

/** When a step runs, as far as its dates are known: from its opening to its end or due day; overdue, up to today. */
export function barOf(step: Noun['Step'], today: Day): Bar | null {
  const from = step.opened_at ? dayOf(step.opened_at) : step.opens_on
  const due = step.due_at ? dayOf(step.due_at) : step.by
  const runs = step.opened_at && !step.met_at && !step.suspended && step.status !== 'cancelled'
  const until = runs && (!due || due < today) ? today : due
  const to = step.done_at ? dayOf(step.done_at) : until
  const [a, b] = [from ?? to, to ?? from]
  if (!a || !b) return null
  return a <= b ? { from: a, to: b } : { from: b, to: a }
}

export interface Scale {
  days: Day[]
  perDay: number
  width: number
  marks: Day[]
  x: (day: Day) => number
}

/** Room for every bar and for today, the wider a day the fewer there are. */
export function scaleOf(bars: (Bar | null)[], today: Day): Scale {
  const ends = bars.flatMap((b) => (b ? [b.from, b.to] : [])).concat(today)
  const first = addDays(
    ends.reduce((a, b) => (a < b ? a : b)),
    -2,
  )
  const last = addDays(
    ends.reduce((a, b) => (a > b ? a : b)),
    3,
  )
  const span = daysBetween(first, last) + 1
  const perDay = span > 120 ? 5 : span > 60 ? 9 : 16
  const days = Array.from({ length: span }, (_, i) => addDays(first, i))
  const marks = days.filter((d) => d.endsWith('-01') || (span < 45 && (d.endsWith('-11') || d.endsWith('-21'))))
  return {
    days,
    perDay,
    width: span * perDay,
    marks: marks.length > 0 ? marks : [first],
    x: (day) => daysBetween(first, day) * perDay,
  }
}
