import { expect, test } from 'vitest'
import { reassigned, seats } from './assign'
import type { Goal } from './model'

const goals: Goal[] = [
  {
    steps: [
      { key: 's1', lead: 'post:a', co: ['post:b'], stages: [{ key: 'x', signers: ['post:c'] }] },
      { key: 's2', lead: '' },
    ],
  },
  { steps: [{ key: 's1', lead: 'post:a' }] },
]

test('everybody is listed with what they have, what nobody has first', () => {
  expect(seats(goals)).toEqual([
    { ref: '', lead: 1, co: 0, signs: 0 },
    { ref: 'post:a', lead: 2, co: 0, signs: 0 },
    { ref: 'post:b', lead: 0, co: 1, signs: 0 },
    { ref: 'post:c', lead: 0, co: 0, signs: 1 },
  ])
})

test('one pick gives all of somebody to another; who leads does not help as well', () => {
  const [first, second] = reassigned(
    goals,
    new Map([
      ['', 'post:d'],
      ['post:a', 'post:b'],
    ]),
  )
  expect(first?.steps?.map((s) => [s.lead, s.co])).toEqual([
    ['post:b', []],
    ['post:d', undefined],
  ])
  expect(first?.steps?.[0]?.stages?.[0]?.signers).toEqual(['post:c'])
  expect(second?.steps?.[0]?.lead).toBe('post:b')
})
