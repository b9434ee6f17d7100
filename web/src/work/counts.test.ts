import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { reachedBy } from './counts'

const by = { user: 'u', name: '陈雨' }
const count = (on: string, milli: number, round?: number): Noun['Count'] => ({ key: on, on, milli, by, round })

test('what was reached by a day: reports add up, and what is agreed takes their place', () => {
  const counts = [
    count('2026-03-31', 300),
    count('2026-04-10', -50),
    count('2026-04-20', 400, 1),
    count('2026-05-01', 20),
  ]
  expect(reachedBy(counts, '2026-03-30')).toBe(0)
  expect(reachedBy(counts, '2026-03-31')).toBe(300)
  expect(reachedBy(counts, '2026-04-10')).toBe(250)
  expect(reachedBy(counts, '2026-04-30')).toBe(400)
  expect(reachedBy(counts, '2026-06-30')).toBe(420)
})
