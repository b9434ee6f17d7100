import { expect, test } from 'vitest'
import { known } from './saved'

test('columns that are no more are forgotten, and the step is always shown', () => {
  expect(known(['due', 'gone', 'light'])).toEqual(['light', 'step', 'due'])
})
