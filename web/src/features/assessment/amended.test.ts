import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { type Amended, amendments, seatOf, standing } from './amended'

const gave = (scorer: string | undefined, points: number) =>
  ({ sheet: 's', indicator: 'conduct', scorer, points }) as Noun['Evaluation']
const fact = { id: 'late', kind: 'days-late', subject: 'user:li', value: 2500, at: '2026-05-25' } as Noun['Fact']

test('what is put right is one scorer, and only what was typed', () => {
  const value: Amended = {
    scores: { [seatOf(gave('post:a', 93000))]: null, [seatOf(gave('post:b', 72000))]: 85 },
    facts: { late: { value: 1, gone: false } },
  }
  expect(amendments({ facts: [fact] }, value)).toEqual({
    scores: [{ sheet: 's', indicator: 'conduct', scorer: 'post:b', points: 85000 }],
    corrections: [{ before: 'late', after: { ...fact, value: 1000 } }],
  })
  expect(amendments({ facts: [fact] }, { scores: {}, facts: { late: { value: 1, gone: true } } })).toEqual({
    corrections: [{ before: 'late' }],
  })
  expect(amendments({ facts: [fact] }, { scores: {}, facts: {} })).toEqual({})
})

test('where one score stands instead of all, that one is put right', () => {
  const [a, b, all] = [gave('post:a', 93000), gave('post:b', 72000), gave(undefined, 80000)]
  expect(standing({ evaluations: [a, b] })).toEqual([a, b])
  expect(standing({ evaluations: [a, b, all] })).toEqual([all])
})
