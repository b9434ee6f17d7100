import { expect, test } from 'vitest'
import { equally, freshKey, type Indicator, keysOf, replaced, restOf, withChild } from './cycle-edit'

const leaf = (key: string, weight = 50_000): Indicator => ({ key, title: key, weight, full: 100_000, rules: [] })
const tree: Indicator[] = [{ key: 'work', title: '实绩', weight: 60_000, children: [leaf('a'), leaf('b')] }, leaf('c')]

test('keys are never given twice', () => {
  expect(freshKey('i', ['i1', 'i3'])).toBe('i2')
  expect(keysOf(tree)).toEqual(['work', 'a', 'b', 'c'])
})

test('an indicator is replaced and taken out where it stands', () => {
  expect(keysOf(replaced(tree, 'a', leaf('x')))).toEqual(['work', 'x', 'b', 'c'])
  expect(keysOf(replaced(tree, 'work', null))).toEqual(['c'])
})

test('whose last part is taken out scores by itself again', () => {
  const [work] = replaced(replaced(tree, 'a', null), 'b', null)
  expect(work).toEqual({ key: 'work', title: '实绩', weight: 60_000, full: 100_000, rules: [] })
})

test('whoever gets parts only shares its weight out', () => {
  expect(withChild(leaf('c'), leaf('d'))).toEqual({ key: 'c', title: 'c', weight: 50_000, children: [leaf('d')] })
})

test.each([
  [[60_000, 40_000], 0],
  [[60_000, undefined], 40_000],
  [[70_000, 70_000], 0],
  [[], 100_000],
])('%j leave %i', (weights, rest) => {
  expect(restOf(weights)).toBe(rest)
})

test.each([1, 2, 3, 7])('%i scorers have all of it together', (n) => {
  const list = equally(Array.from({ length: n }, (_, i) => `post:${i}`))
  expect(list.reduce((sum, s) => sum + s.weight, 0)).toBe(100_000)
})
