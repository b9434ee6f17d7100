import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { bitingFirst } from './waits'

const item = (sentence: string, due_at?: string) => ({ sentence, waiting: { due_at } }) as Noun['WaitingItem']

test('what is overdue and what is due next comes first, what has no day last', () => {
  const items = [
    item('before'),
    item('later', '2026-05-01T10:00:00Z'),
    item('next', '2026-03-10T10:00:00Z'),
    item('overdue', '2026-01-05T18:00:00+08:00'),
    item('season'),
  ]
  expect(bitingFirst(items).map((i) => i.sentence)).toEqual(['overdue', 'next', 'later', 'before', 'season'])
})
