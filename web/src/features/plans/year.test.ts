import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import type { Goal } from './model'
import { loadsOf, mondayOf, monthsBetween, pointerOf, rowsOf } from './year'

const goals: Goal[] = [
  {
    id: 'g',
    title: '园区',
    steps: [
      { key: 's1', title: '征地' },
      { key: 's2', title: '月报', recur: { every: 'month', on: '28' } },
      { key: 's3', title: '修路' },
    ],
  },
]

const at = (day: string) => `${day}T09:00:00Z`
const happens = (day: string, kind: string, step?: string, due?: string): Noun['Happening'] => ({
  at: at(day),
  kind,
  goal: 'g',
  step,
  due: due ? at(due) : undefined,
})

test('a step is a bar from its opening until it is through; a series is its occurrences', () => {
  const [row] = rowsOf(
    {
      from: at('2027-01-01'),
      until: at('2027-12-31'),
      assumption: {},
      happenings: [
        happens('2027-01-04', 'open', 's1', '2027-02-01'),
        happens('2027-01-04', 'open', 's2'),
        happens('2027-01-20', 'open', 's2#2027-01-28', '2027-01-28'),
        happens('2027-01-28', 'done', 's2#2027-01-28'),
        happens('2027-02-02', 'late', 's1', '2027-02-01'),
        happens('2027-02-10', 'done', 's1'),
        happens('2027-02-11', 'close', 's1'),
        happens('2027-02-11', 'open', 's3', '2027-06-01'),
      ],
      load: [],
      conflicts: [],
      points: 0,
      finished: 2,
      steps: 3,
    },
    goals,
  )
  expect(row?.bars.map((b) => [b.title, b.lane, b.ended, b.late])).toEqual([
    ['征地', 0, true, true],
    ['月报', 1, true, false],
    ['修路', 0, false, false],
  ])
  expect(row?.bars[0]?.to).toBe(Date.parse(at('2027-02-10')))
  expect(row?.lanes).toBe(2)
})

test('what happens to an occurrence is edited where its series is', () => {
  expect(pointerOf(goals, 'g', 's2#2027-01-28')).toBe('/goals/0/steps/1')
  expect(pointerOf(goals, 'g', undefined)).toBe('/goals/0')
  expect(pointerOf(goals, 'other', 's1')).toBe('')
})

test('weeks begin on Monday, and week 1 holds 4 January', () => {
  expect(mondayOf(2026, 1)).toBe('2025-12-29')
  expect(mondayOf(2026, 53)).toBe('2026-12-28')
  expect(mondayOf(2027, 1)).toBe('2027-01-04')
})

test('months and weeks have no gaps', () => {
  expect(monthsBetween('2026-11-26T02:00:00Z', '2027-02-28T02:00:00Z')).toEqual([
    '2026-11-01',
    '2026-12-01',
    '2027-01-01',
    '2027-02-01',
  ])
  const one = (ref: string, week: number, due: number) => ({ ref, year: 2027, week, due, signatures: 0, notices: 0 })
  const { people, weeks } = loadsOf([one('post:a', 1, 1), one('post:b', 4, 3)])
  expect(people.map((p) => [p.ref, p.total])).toEqual([
    ['post:b', 3],
    ['post:a', 1],
  ])
  expect(weeks).toEqual(['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25'])
})
