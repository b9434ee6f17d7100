import i18n from 'i18next'
import { addDays, clockOf, type Day, dayOf, daysBetween, sayDay, weekdayOf } from './time'

/** A year of the working-day calendar as the API gives it. */
export interface Year {
  year: number
  status: 'official' | 'provisional'
  off?: Day[]
  worked?: Day[]
}

/** Which days are worked. Outside its years it says so instead of guessing. */
export class Workdays {
  private years = new Map<number, Year['status']>()
  private off = new Set<Day>()
  private worked = new Set<Day>()

  constructor(years: Year[]) {
    for (const y of years) {
      this.years.set(y.year, y.status)
      for (const day of y.off ?? []) this.off.add(day)
      for (const day of y.worked ?? []) this.worked.add(day)
    }
  }

  knows(day: Day): boolean {
    return this.years.has(Number(day.slice(0, 4)))
  }

  provisional(day: Day): boolean {
    return this.years.get(Number(day.slice(0, 4))) === 'provisional'
  }

  rests(day: Day): boolean {
    if (this.worked.has(day)) return false
    const weekday = weekdayOf(day)
    return this.off.has(day) || weekday === 0 || weekday === 6
  }

  /** Working days after one day up to and including another; null when a year is not known. */
  between(from: Day, to: Day): number | null {
    if (!this.knows(from) || !this.knows(to)) return null
    let n = 0
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (!this.rests(day)) n++
    return n
  }
}

/** A due date in human terms: "还剩 3 个工作日，到 1 月 9 日". */
export function sayDue(due: string, now: number, calendar: Workdays): string {
  const today = dayOf(now)
  const day = dayOf(due)
  const words = { day: sayDay(day, today), at: clockOf(due) }
  if (day === today) return i18n.t(new Date(due).getTime() < now ? 'time.due.lateToday' : 'time.due.today', words)
  if (day > today) {
    const n = calendar.between(today, day)
    return n === null
      ? i18n.t('time.due.leftDays', { ...words, n: daysBetween(today, day) })
      : i18n.t('time.due.left', { ...words, n })
  }
  const n = calendar.between(day, today)
  return n === null || n === 0
    ? i18n.t('time.due.lateDays', { ...words, n: daysBetween(day, today) })
    : i18n.t('time.due.late', { ...words, n })
}
