import { expect, test } from 'vitest'
import { changedGoals, onTop, titlesOf } from './kept-plan'

const saved = {
  title: '计划',
  year: 2027,
  goals: [
    { id: 'a', title: '园区' },
    { id: 'b', title: '农业' },
    { id: 'c', title: '安全' },
  ],
}
const typed = {
  ...saved,
  goals: [{ id: 'a', title: '扩大园区' }, { id: 'b', title: '农业' }, { id: 'c', title: '安全' }, { title: '新目标' }],
}
const mine = { version: 1, content: typed, goals: changedGoals(saved, typed) }

test('the goals that were typed into are known, however the others are held', () => {
  expect(mine.goals).toEqual(['a'])
  expect(changedGoals(saved, saved)).toEqual([])
  expect(titlesOf(mine)).toEqual(['扩大园区', '新目标'])
})

test('on top of what a colleague saved, only what was typed replaces anything', () => {
  const now = { ...saved, title: '重点工作计划', goals: [saved.goals[0] ?? {}, { id: 'b', title: '高效农业' }] }
  expect(onTop(now, mine)).toEqual({
    title: '重点工作计划',
    year: 2027,
    goals: [{ id: 'a', title: '扩大园区' }, { id: 'b', title: '高效农业' }, { title: '新目标' }],
  })
})

test('a goal that a colleague removed comes back as a new one when it was typed into', () => {
  const now = { ...saved, goals: saved.goals.slice(1) }
  expect(onTop(now, mine).goals.at(-2)).toEqual({ id: undefined, title: '扩大园区' })
})
