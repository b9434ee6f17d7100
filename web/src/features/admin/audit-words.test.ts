import { expect, test } from 'vitest'
import { acts } from '@/api/acts'
import { actedOn } from './audit-words'

test('no two operations of the filter read the same', () => {
  const said = Object.entries(acts).map(([kind, { zh }]) => `${zh} ${actedOn(kind) ?? ''}`)
  expect(said.filter((s, i) => said.indexOf(s) !== i)).toEqual([])
})
