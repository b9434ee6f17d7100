import { expect, test, vi } from 'vitest'
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
  keeper.settled('x')
  expect(keeper.for('x')).not.toBe(key)
})

test('an uncertain command is the same one after the form was closed or the page was read again', () => {
  const key = new KeyKeeper('test.keys').for({ milli: 5000 })
  const again = new KeyKeeper('test.keys')
  expect(again.for({ milli: 5000 })).toBe(key)
  expect(again.for({ milli: 6000 })).not.toBe(key)
  again.settled({ milli: 5000 })
  expect(new KeyKeeper('test.keys').for({ milli: 5000 })).not.toBe(key)
})

test('an hour later the same words are meant anew', () => {
  vi.useFakeTimers()
  const key = new KeyKeeper('test.hour').for('urge')
  vi.advanceTimersByTime(3600_001)
  expect(new KeyKeeper('test.hour').for('urge')).not.toBe(key)
  vi.useRealTimers()
})
