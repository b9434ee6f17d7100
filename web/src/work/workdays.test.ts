import { describe, expect, test } from 'vitest'
import { dayOf, runningDue, sayDay } from './time'
import { sayDue, Workdays } from './workdays'

/** As it is read: the spaces within a day do not break. */
const read = (text: string) => text.replaceAll('\u00a0', ' ')

const calendar = new Workdays([
  {
    year: 2026,
    status: 'official',
    off: ['2026-01-01', '2026-01-02', '2026-01-03', '2026-10-01', '2026-10-02'],
    worked: ['2026-01-04'],
  },
  { year: 2027, status: 'provisional', off: ['2027-01-01'] },
])

describe('working days', () => {
  test.each([
    ['2026-01-05', '2026-01-09', 4],
    ['2026-01-09', '2026-01-12', 1],
    ['2026-01-01', '2026-01-05', 2], // the 4th is a Sunday worked
    ['2026-12-31', '2027-01-04', 1],
    ['2026-01-05', '2028-01-05', null], // beyond the calendar: no guess
  ])('from %s to %s there are %s', (from, to, n) => {
    expect(calendar.between(from, to)).toBe(n)
  })

  test('a provisional year says so', () => {
    expect(calendar.provisional('2027-03-01')).toBe(true)
    expect(calendar.provisional('2026-03-01')).toBe(false)
  })
})

describe('due dates in human terms', () => {
  const at = (text: string) => new Date(`${text}+08:00`).getTime()
  test.each([
    ['2026-01-09T17:30', '2026-01-06T09:00', '还剩 3 个工作日，到 1 月 9 日'],
    ['2026-01-09T17:30', '2026-01-09T09:00', '今天到期，17:30 前'],
    ['2026-01-09T17:30', '2026-01-09T18:00', '今天 17:30 已到期'],
    ['2026-01-09T17:30', '2026-01-13T08:00', '已逾期 2 个工作日，1 月 9 日到期'],
    ['2026-01-09T17:30', '2026-01-10T08:00', '已逾期 1 天，1 月 9 日到期'], // a Saturday: no working day has passed
    ['2028-01-09T17:30', '2027-12-30T09:00', '还剩 10 天，到 2028 年 1 月 9 日'],
  ])('due %s seen at %s: %s', (due, now, said) => {
    expect(read(sayDue(new Date(`${due}+08:00`).toISOString(), at(now), calendar))).toBe(said)
  })

  test('days are days in Shanghai', () => {
    expect(dayOf('2026-01-08T16:30:00Z')).toBe('2026-01-09')
    expect(read(sayDay('2026-01-09', '2025-12-31'))).toBe('2026 年 1 月 9 日')
    expect(sayDay('2026-01-09', '2026-12-31')).not.toContain(' ')
  })
})

test('a step that waits for those before it has no running due date, also when it had one', () => {
  const due_at = '2026-12-01T09:30:00Z'
  expect(runningDue({ status: 'pending', due_at })).toBeUndefined()
  expect(runningDue({ status: 'active', due_at })).toBe(due_at)
  expect(runningDue({ status: 'open' })).toBeUndefined()
})
