import { expect, test } from 'vitest'
import { fieldId } from '@/ui/field-place'
import { type Goal, goalOf, spreadWeights, stepsFromMeasures, stretches, withoutStep } from './model'

const goal = (): Goal => ({
  title: '扩大园区',
  measures: [
    { key: 'm1', title: '征地', text: '完成征地二百亩，平整场地', start: 4, end: 16 },
    { key: 'm2', title: '修路', text: '修路三公里' },
  ],
  steps: [{ key: 's1', title: '征地', measures: ['m1'] }],
})

test('every measure without a step gets one, and only those', () => {
  const steps = stepsFromMeasures(goal()).steps ?? []
  expect(steps.map((s) => [s.key, s.title, s.measures])).toEqual([
    ['s1', '征地', ['m1']],
    ['s2', '修路', ['m2']],
  ])
})

test('a removed step is not waited for any more', () => {
  const steps = [{ key: 'a' }, { key: 'b', after: ['a'] }, { key: 'c', after: ['a', 'b'] }]
  expect(withoutStep({ steps }, 'a').steps).toEqual([
    { key: 'b', after: [] },
    { key: 'c', after: ['b'] },
  ])
})

test.each([1, 3, 6, 7, 24])('weights of %i goals total 100', (n) => {
  const list = spreadWeights(Array.from({ length: n }, () => ({ weight: 0 })))
  expect(list.reduce((sum, g) => sum + g.weight, 0)).toBe(100)
})

test('the report is cut where goals and measures stand, by characters', () => {
  const source = '𠮷前言。征地修路。后记'
  const goals: Goal[] = [{ basis: { start: 4, end: 9 }, measures: [{ key: 'm1', start: 4, end: 6 }] }]
  expect(stretches(source, goals)).toEqual([
    { text: '𠮷前言。', start: 0, goal: undefined, measure: undefined },
    { text: '征地', start: 4, goal: 0, measure: 'm1' },
    { text: '修路。', start: 6, goal: 0, measure: undefined },
    { text: '后记', start: 9, goal: undefined, measure: undefined },
  ])
})

test('a problem names the control it is about', () => {
  expect(goalOf('/goals/2/steps/0/lead')).toBe(2)
  expect(goalOf('/goals')).toBe(-1)
  expect(fieldId('/goals/2/steps/0/lead')).toBe('f-goals-2-steps-0-lead')
})
