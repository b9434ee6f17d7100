import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { Problem } from '@/api/problem'
import { lineOf, numberProblems } from './save'

const text = `# 一般目标
kind: general
numbers:
  - {key: a, value: 2, unit: workday}
  - {key: b, value: 3, unit: workday}

steps:
  - key: scheme
    title: {zh: 方案, en: Scheme}
    lead: lead
  - key: measure
    lead: nobody
`

test.each([
  ['/kind', 1],
  ['/numbers', 2],
  ['/numbers/1/value', 4],
  ['/steps/0/key', 7],
  ['/steps/1', 10],
  ['/steps/1/lead', 11],
  ['/steps/1/by', 10], // not there: the nearest thing that is
  ['/nothing', -1],
])('%s stands on line %i', (pointer, line) => {
  expect(lineOf(text, pointer)).toBe(line)
})

test('a problem of a number is told beside it, whether by key or by place', () => {
  const numbers = [{ key: 'a' }, { key: 'b' }] as Noun['TemplateNumber'][]
  const errors = [
    { pointer: '/numbers/a', code: 'range', detail: '太大' },
    { pointer: '/numbers/1/value', code: 'range', detail: '太小' },
  ]
  expect([...numberProblems(new Problem(422, 'invalid', '', errors), numbers)]).toEqual([
    ['a', '太大'],
    ['b', '太小'],
  ])
})
