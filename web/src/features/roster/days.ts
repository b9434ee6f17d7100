import type { Noun } from '@/api/client'
import { addDays, type Day, weekdayOf } from '@/work/time'

export type Line = Noun['RosterLine']
export type Turn = Noun['RosterTurn']

/** A day of some roster, with the roster it is of. */
export interface Duty {
  line: Line
  day: Turn
}

export function mondayOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7))
}

/** The days of all rosters in order. */
export function dutiesOf(lines: Line[]): Duty[] {
  return lines
    .flatMap((line) => line.roster.days.map((day) => ({ line, day })))
    .sort(
      (a, b) => a.day.on.localeCompare(b.day.on) || a.line.roster.step_title.localeCompare(b.line.roster.step_title),
    )
}

/** Days under the Monday of their week, or the first of their month. */
export function grouped(duties: Duty[], by: 'week' | 'month'): [Day, Duty[]][] {
  const groups = new Map<Day, Duty[]>()
  for (const d of duties) {
    const head = by === 'week' ? mondayOf(d.day.on) : `${d.day.on.slice(0, 7)}-01`
    groups.set(head, [...(groups.get(head) ?? []), d])
  }
  return [...groups]
}

/** Whether the reader may offer this day, as the server judged it: who has it, and who keeps the roster. */
export function mayOffer({ line, day }: Duty, today: Day): boolean {
  return line.ask.allowed && Boolean(day.open) && Boolean(day.mine || line.roster.keeps) && day.on >= today
}

/** The days that this one can be swapped with: those of others that are still open. */
export function others({ line, day }: Duty, today: Day): Turn[] {
  return line.roster.days.filter((d) => d.open && d.lead !== day.lead && d.on >= today)
}
