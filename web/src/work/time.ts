import i18n from 'i18next'

/** Days are days in Asia/Shanghai, written YYYY-MM-DD: eight hours ahead of UTC, no daylight saving. */
export type Day = string

const ahead = 8 * 3600_000
const dayLength = 24 * 3600_000

export function dayOf(at: string | number | Date): Day {
  return new Date(new Date(at).getTime() + ahead).toISOString().slice(0, 10)
}

/** HH:mm in Shanghai. */
export function clockOf(at: string | number | Date): string {
  return new Date(new Date(at).getTime() + ahead).toISOString().slice(11, 16)
}

export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * dayLength).toISOString().slice(0, 10)
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength)
}

export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day as people say it; with the year when it is not this one. */
export function sayDay(day: Day, today: Day = dayOf(Date.now())): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const words = { y, m, d, month: months[m - 1] ?? '' }
  return day.slice(0, 4) === today.slice(0, 4) ? i18n.t('time.day', words) : i18n.t('time.dayYear', words)
}

/** What is wrong with a chosen day, if it lies before the first or after the last that may be chosen. */
export function sayOutside(day: Day, first?: Day, last?: Day): string | undefined {
  if (first && day && day < first) return i18n.t('time.notBefore', { day: sayDay(first) })
  if (last && day > last) return i18n.t('time.notAfter', { day: sayDay(last) })
  return undefined
}

/** A moment as people say it: day and time. */
export function sayMoment(at: string | number | Date, now = Date.now()): string {
  return `${sayDay(dayOf(at), dayOf(now))} ${clockOf(at)}`
}

/** When a step is due; nothing while it waits for others: its clock stands still, also after it was sent back to them. */
export function runningDue(step: { status?: string; due_at?: string }): string | undefined {
  return step.status === 'pending' ? undefined : step.due_at
}

/** How long ago, for lists; the exact moment belongs into a title. */
export function sayAgo(at: string | number | Date, now = Date.now()): string {
  const minutes = Math.floor((now - new Date(at).getTime()) / 60_000)
  if (minutes < 1) return i18n.t('time.ago.now')
  if (minutes < 60) return i18n.t('time.ago.minutes', { n: minutes })
  if (minutes < 24 * 60) return i18n.t('time.ago.hours', { n: Math.floor(minutes / 60) })
  if (minutes < 8 * 24 * 60) return i18n.t('time.ago.days', { n: Math.floor(minutes / 1440) })
  return sayDay(dayOf(at), dayOf(now))
}
