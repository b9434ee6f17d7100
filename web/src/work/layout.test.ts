import { expect, test } from 'vitest'
import { layout } from './layout'

const step = (key: string, position: number, ...after: string[]) => ({ key, position, after })
const at = (nodes: ReturnType<typeof step>[]) =>
  Object.fromEntries(layout(nodes).boxes.map((b) => [b.key, [b.layer, b.row]]))

test('every step stands right of everything it waits for', () => {
  const boxes = at([step('a', 1), step('b', 2, 'a'), step('c', 3, 'a'), step('d', 4, 'b', 'c'), step('e', 5, 'a', 'd')])
  expect(boxes).toEqual({ a: [0, 0], b: [1, 0], c: [1, 1], d: [2, 0], e: [3, 0] })
})

test('a cycle or a dangling name of a draft is drawn all the same', () => {
  const found = layout([step('a', 1, 'b'), step('b', 2, 'a'), step('c', 3, 'gone')])
  expect(found.boxes).toHaveLength(3)
  expect(found.edges).toHaveLength(2)
})

test('nothing to draw is an empty drawing', () => {
  expect(layout([])).toEqual({ boxes: [], edges: [], layers: 0, rows: 0 })
})
