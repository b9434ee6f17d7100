import { expect, test } from 'vitest'
import { sayOutside } from './time'

test.each<[string, string | undefined]>([
  ['2026-03-09', '不能早于 3\u00a0月\u00a010\u00a0日'],
  ['2026-03-10', undefined],
  ['2026-03-20', undefined],
  ['2026-03-21', '不能晚于 3\u00a0月\u00a020\u00a0日'],
  ['', undefined],
])('of days from the 10th to the 20th, %s is told as %s', (day, said) => {
  expect(sayOutside(day, '2026-03-10', '2026-03-20')?.replace(/2026.年./, '')).toBe(said)
})

test('without bounds every day will do', () => {
  expect(sayOutside('1999-01-01')).toBeUndefined()
})
