import { describe, expect, test } from 'vitest'
import { measureFrom, mergeMeasure, splitMeasure, titleOf } from './cut'
import type { Goal } from './model'

const goal = (): Goal => ({
  title: '发展农业',
  measures: [
    { key: 'm1', marker: '一是', title: '稳定粮食面积', text: '一是稳定粮食面积；', start: 0, end: 9 },
    {
      key: 'm2',
      marker: '二是',
      title: '发展特色种植，新增蔬菜五百亩',
      text: '二是发展特色种植，新增蔬菜五百亩；',
      start: 9,
      end: 26,
    },
    { key: 'm3', marker: '三是', title: '培育大户', text: '三是培育大户。', start: 26, end: 33 },
  ],
  steps: [{ key: 's1', measures: ['m2'] }],
})
const told = (g: Goal) => (g.measures ?? []).map((m) => [m.marker, m.title])

describe('a measure with a marker', () => {
  test('is split into clean titles, and the list is numbered on', () => {
    const split = splitMeasure(goal(), 1)
    expect(told(split)).toEqual([
      ['一是', '稳定粮食面积'],
      ['二是', '发展特色种植'],
      ['三是', '新增蔬菜五百亩'],
      ['四是', '培育大户'],
    ])
    expect(split.measures?.map((m) => [m.start, m.end])).toEqual([
      [0, 9],
      [9, 18],
      [18, 26],
      [26, 33],
    ])
  })

  test('is whole again when its parts are joined', () => {
    expect(mergeMeasure(splitMeasure(goal(), 1), 2)).toEqual(goal())
  })

  test('joined with its neighbour keeps both titles, and the list is numbered back', () => {
    const merged = mergeMeasure(goal(), 1)
    expect(told(merged)).toEqual([
      ['一是', '稳定粮食面积；发展特色种植，新增蔬菜五百亩'],
      ['二是', '培育大户'],
    ])
    expect(merged.steps?.[0]?.measures).toEqual(['m1'])
  })

  test('a part that was renamed stands beside the other', () => {
    const split = splitMeasure(goal(), 1)
    const renamed = {
      ...split,
      measures: split.measures?.map((m) => (m.key === 'm4' ? { ...m, title: '种菜，' } : m)),
    }
    expect(mergeMeasure(renamed, 2).measures?.[1]?.title).toBe('发展特色种植；种菜')
  })
})

test('lists within a list keep their numbers', () => {
  const measures = ['一是', '1.', '2.', '二是', '1.', '2.'].map((marker, i) => ({
    key: `m${i}`,
    marker,
    title: '甲，乙',
    text: `${marker}甲，乙`,
  }))
  expect(splitMeasure({ measures }, 1).measures?.map((m) => m.marker)).toEqual([
    '一是',
    '1.',
    '2.',
    '3.',
    '二是',
    '1.',
    '2.',
  ])
})

test.each([
  ['九是', '十是'],
  ['十是', '十一是'],
  ['十九是', '二十是'],
  ['（九）', '（十）'],
  ['9.', '10.'],
])('after %s comes %s', (marker, next) => {
  const split = splitMeasure({ measures: [{ key: 'm1', marker, title: '甲，乙', text: '甲，乙' }] }, 0)
  expect(split.measures?.[1]?.marker).toBe(next)
})

test('a title has no marker and no pause at its ends', () => {
  expect(titleOf('二是发展特色种植，', '二是')).toBe('发展特色种植')
  expect(titleOf('；修路。')).toBe('修路')
})

const plain = (): Goal => ({
  title: '扩大园区',
  measures: [
    { key: 'm1', title: '征地', text: '完成征地二百亩，平整场地', start: 4, end: 16 },
    { key: 'm2', title: '修路', text: '修路三公里' },
  ],
})

describe('a measure without a marker', () => {
  test('is split at the pause nearest to the middle, each part with its place in the report', () => {
    const [one, two] = splitMeasure(plain(), 0).measures ?? []
    expect(one).toMatchObject({ key: 'm1', text: '完成征地二百亩，', start: 4, end: 12 })
    expect(two).toMatchObject({ key: 'm3', text: '平整场地', start: 12, end: 16 })
  })

  test('without a pause stays whole', () => {
    expect(splitMeasure(plain(), 1)).toEqual(plain())
  })

  test('is merged, and steps follow', () => {
    const merged = mergeMeasure({ ...plain(), steps: [{ key: 's1', measures: ['m1', 'm2'] }] }, 1)
    expect(merged.measures).toHaveLength(1)
    expect(merged.measures?.[0]?.text).toBe('完成征地二百亩，平整场地修路三公里')
    expect(merged.steps?.[0]?.measures).toEqual(['m1'])
  })
})

test('text that was selected in the report becomes a measure, in its place', () => {
  const next = measureFrom(goal(), { text: '二是修水渠。', start: 5, end: 11 })
  expect(next.measures?.map((m) => m.key)).toEqual(['m1', 'm4', 'm2', 'm3'])
  expect(next.measures?.[1]).toEqual({
    key: 'm4',
    marker: '二是',
    title: '修水渠',
    text: '二是修水渠。',
    start: 5,
    end: 11,
  })
  expect(measureFrom({}, { text: '修路', start: 0, end: 2 }).measures).toHaveLength(1)
})
