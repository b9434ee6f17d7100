import { expect, test } from 'vitest'
import { standsUnder } from './nav'

test.each([
  ['/goals/g1/inspect/s1', '/hazards'],
  ['/places', '/hazards'],
  ['/places/p1', '/hazards'],
  ['/checklists/school', '/hazards'],
  ['/hazards/g1/h1', '/hazards/g1/h1'],
  ['/goals/g1', '/goals/g1'],
  ['/goals', '/goals'],
])('the page %s stands under %s', (path, under) => expect(standsUnder(path)).toBe(under))
