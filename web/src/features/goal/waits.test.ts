import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { bitingFirst } from './waits'

const item = (step: string, due_at?: string) => ({ sentence: step, waiting: { step, due_at } }) as Noun['WaitingItem']
const steps = [{ key: 'review', due_at: '2026-03-10T10:00:00Z' }] as Noun['Step'][]

test('what is overdue and what is due next comes first, what has no day last', () => {
  const items = [
    item('before'),
    item('later', '2026-05-01T10:00:00Z'),
    item('review'),
    item('overdue', '2026-01-05T18:00:00+08:00'),
    item('season'),
  ]
  expect(bitingFirst(items, steps).map((i) => i.sentence)).toEqual(['overdue', 'review', 'later', 'before', 'season'])
})
