import { describe, expect, test } from 'vitest'
import type { Goal } from './model'
import { mergeGoal, moveMeasure, splitGoal } from './regroup'

const goal = (): Goal => ({
  id: 'g1',
  number: '2027-01',
  title: '扩大园区',
  weight: 40,
  basis: { start: 0, end: 60 },
  measures: [
    { key: 'm1', title: '征地', start: 4, end: 20 },
    { key: 'm2', title: '修路', start: 20, end: 40 },
    { key: 'm3', title: '招商', start: 40, end: 60 },
  ],
  steps: [
    { key: 's1', title: '征地', measures: ['m1'] },
    { key: 's2', title: '修路', measures: ['m2'], after: ['s1'] },
    { key: 's3', title: '征地和招商', measures: ['m1', 'm3'], after: ['s2'] },
  ],
})

describe('a goal', () => {
  test('is split at a measure; steps that cover only what leaves go along', () => {
    const [upper, lower] = splitGoal([goal()], 0, 1)
    expect(upper?.measures?.map((m) => m.key)).toEqual(['m1'])
    expect(upper?.steps?.map((s) => [s.key, s.measures, s.after])).toEqual([
      ['s1', ['m1'], undefined],
      ['s3', ['m1'], []],
    ])
    expect(upper?.basis).toMatchObject({ start: 0, end: 20 })
    expect(lower).toMatchObject({ title: '修路', weight: 0, basis: { start: 20, end: 60 } })
    expect(lower?.id).toBeUndefined() // the server gives a new one
    expect(lower?.number).toBeUndefined()
    expect(lower?.steps?.map((s) => [s.key, s.after])).toEqual([['s2', []]])
  })

  test('is not split before its first measure', () => {
    expect(splitGoal([goal()], 0, 0)).toEqual([goal()])
  })

  test('is joined to the one above; nothing is lost and no key is taken twice', () => {
    const below: Goal = {
      title: '兴修水利',
      weight: 10,
      basis: { start: 61, end: 80 },
      measures: [{ key: 'm1', title: '清淤' }],
      steps: [
        { key: 's1', title: '清淤', measures: ['m1'] },
        { key: 's9', title: '验收', measures: ['m1'], after: ['s1'] },
      ],
    }
    const [joined, ...rest] = mergeGoal([goal(), below], 1)
    expect(rest).toEqual([])
    expect(joined?.title).toBe('扩大园区')
    expect(joined?.weight).toBe(50)
    expect(joined?.basis).toMatchObject({ start: 0, end: 80 })
    expect(joined?.measures?.map((m) => m.key)).toEqual(['m1', 'm2', 'm3', 'm4'])
    expect(joined?.steps?.map((s) => [s.key, s.measures, s.after, s.position]).slice(3)).toEqual([
      ['s4', ['m4'], undefined, 3],
      ['s9', ['m4'], ['s4'], 4],
    ])
  })
})

test('a measure moves to another goal under a free key, with the steps that cover only it', () => {
  const other: Goal = { measures: [{ key: 'm1', title: 'x' }], steps: [{ key: 's1' }] }
  const [from, to] = moveMeasure([goal(), other], 0, 1, 1)
  expect(from?.measures?.map((m) => m.key)).toEqual(['m1', 'm3'])
  expect(from?.steps?.map((s) => [s.key, s.after])).toEqual([
    ['s1', undefined],
    ['s3', []],
  ])
  expect(to?.measures?.map((m) => m.key)).toEqual(['m1', 'm2'])
  expect(to?.steps?.map((s) => [s.key, s.measures])).toEqual([
    ['s1', undefined],
    ['s2', ['m2']],
  ])
})
