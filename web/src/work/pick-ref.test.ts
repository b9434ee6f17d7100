import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { Names } from './office'
import { peopleOptions } from './pick-ref'

const person = (id: string, name: string, posts: string[], unit = 'u1') => ({
  id,
  name,
  posts,
  unit_id: unit,
  status: 'active',
})
const directory = {
  units: [{ id: 'u1', name: '应急站' }],
  posts: [
    { id: 'p1', name: '应急站站长', unit_id: 'u1' },
    { id: 'p2', name: '安全员', unit_id: 'u1' },
    { id: 'p3', name: '空岗', unit_id: 'u1' },
  ],
  people: [person('a', '黄涛', ['p1', 'p2']), person('b', '徐静', []), person('c', '外来', [], '')],
} as unknown as Noun['Directory']

test('everybody is there once, with the posts they hold', () => {
  const options = (chosen: string[]) => peopleOptions(new Names(directory), chosen).flatMap((g) => g.options)
  expect(options([]).map((o) => o.label)).toEqual(['应急站站长 安全员 黄涛', '徐静', '外来'])
  expect(options([]).map((o) => o.value)).toEqual(['user:a', 'user:b', 'user:c'])
  expect(options(['post:p2']).map((o) => o.value)).toEqual(['post:p2', 'user:b', 'user:c'])
})
