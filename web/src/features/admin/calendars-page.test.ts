import { expect, test } from 'vitest'
import { unsettled } from './calendars-page'

const official = (year: number) => ({ year, status: 'official' as const })

test('a year without its notice is told in time: this one always, the next from November on', () => {
  const years = [official(2026), { year: 2027, status: 'provisional' as const }]
  expect(unsettled(years, '2026-10-31')).toEqual([])
  expect(unsettled(years, '2026-11-01')).toEqual([{ year: 2027, missing: false }])
  expect(unsettled([official(2026)], '2026-12-31')).toEqual([{ year: 2027, missing: true }])
  expect(unsettled([], '2026-05-01')).toEqual([{ year: 2026, missing: true }])
})
