import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { daysOf, entryKinds } from './entries'

test.each<[Noun['Period'], string, string]>([
  [{ kind: 'year', year: 2026 }, '2026-01-01', '2026-12-31'],
  [{ kind: 'quarter', year: 2026, n: 3 }, '2026-07-01', '2026-09-30'],
  [{ kind: 'month', year: 2024, n: 2 }, '2024-02-01', '2024-02-29'],
])('the days of %o', (period, from, to) => {
  expect(daysOf(period)).toEqual([from, to])
})

test('entries are of the kinds that the cycle counts', () => {
  const rule = (tag: string) => ({ key: 'each', title: 'each', fact: 'case', op: 'each', tag })
  const cycle = {
    sheets: [
      { indicators: [{ key: 'w', title: '工作', children: [{ key: 'o', title: '来访', rules: [rule('visit')] }] }] },
    ],
    formulas: [
      {
        extras: [{ key: 'p', title: '表扬', rules: [rule('praise')] }],
        vetoes: [
          { key: 's', title: '安全生产', fact: 'case', tag: 'accident' },
          { key: 'd', title: '党风廉政' },
        ],
      },
      { extras: [{ key: 'p', title: '表扬', rules: [rule('praise')] }] },
    ],
  } as unknown as Noun['Cycle']
  expect(entryKinds(cycle)).toEqual([
    { tag: 'visit', title: '来访' },
    { tag: 'praise', title: '表扬' },
    { tag: 'accident', title: '安全生产' },
  ])
})
