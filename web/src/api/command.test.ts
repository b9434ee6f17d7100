import { expect, test } from 'vitest'
import { KeyKeeper } from './command'

test('the same content sent again keeps its key, so it happens once', () => {
  const keeper = new KeyKeeper()
  const key = keeper.for({ note: 'done' })
  expect(key).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
  expect(keeper.for({ note: 'done' })).toBe(key)
})

test('other content is another command', () => {
  const keeper = new KeyKeeper()
  expect(keeper.for({ note: 'a' })).not.toBe(keeper.for({ note: 'b' }))
})

test('a settled command never lends its key to the next', () => {
  const keeper = new KeyKeeper()
  const key = keeper.for('x')
  keeper.settled()
  expect(keeper.for('x')).not.toBe(key)
})
