import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import type { Entry } from '../evidence/uploads'
import { askedFigures, contentOf, filled, startOf } from './submission'

const step = {
  key: 's',
  evidence: ['现场照片', '说明'],
  target: { milli: 10_000, unit: '户' },
  rounds: [
    {
      subject: 'submission',
      content: {
        note: '已走访',
        evidence: [
          { name: '现场照片', file: 'A1', text: '村口' },
          { name: '现场照片', file: 'A2' },
          { name: '名册', text: '三十户' },
        ],
      },
    },
  ],
} as unknown as Noun['Step']

const entry = (slot: string, id: string, name = 'x.jpg'): Entry =>
  ({ piece: { slot, name, attachment: { id } }, state: 'there', sent: 1 }) as unknown as Entry

test('what came back starts from what was handed in, files among it', () => {
  const draft = startOf(step)
  expect(draft.note).toBe('已走访')
  expect(draft.slots).toEqual([
    { key: 'required-0', name: '现场照片', text: '村口', kept: ['A1', 'A2'] },
    { key: 'required-1', name: '说明', text: '', kept: [] },
    { key: 'more-2', name: '名册', text: '三十户', kept: [] },
  ])
  expect(filled(draft.slots[1]!, [])).toBe(false)
  expect(filled(draft.slots[1]!, [entry('required-1', 'A3')])).toBe(true)
})

test('each file is a piece of evidence; the words go with the first; a refusal finds its slot', () => {
  const draft = { ...startOf(step), quantity: 2.5, partial: true }
  const { content, from } = contentOf(draft, step, [entry('required-1', 'A3')])
  expect(content.evidence).toEqual([
    { name: '现场照片', file: 'A1', text: '村口' },
    { name: '现场照片', file: 'A2' },
    { name: '说明', file: 'A3' },
    { name: '名册', text: '三十户' },
  ])
  expect(from).toEqual(['required-0', 'required-0', 'required-1', 'more-2'])
  expect(content.quantity).toEqual({ milli: 2500, unit: '户' })
  expect(content.partial).toBe(true)
})

test('whoever only adds a photo need not name it', () => {
  const draft = { note: '', quantity: null, partial: false, slots: [{ key: 'more-1', name: '', text: '', kept: [] }] }
  const { content } = contentOf(draft, { ...step, target: undefined }, [entry('more-1', 'A9', '路口.jpg')])
  expect(content.evidence).toEqual([{ name: '路口', file: 'A9' }])
})

test('figures on which stages depend are asked for once, and sent in thousandths; what the record counts is not', () => {
  const staged = {
    ...step,
    stages: [
      { key: 'a', when: { field: 'amount', op: '>', milli: 50_000 } },
      { key: 'b', when: { field: 'amount', op: '<=', milli: 50_000 } },
      { key: 'c', when: { field: 'level', op: '=', text: '重大' } },
      { key: 'd', when: { field: 'failures', op: '>=', milli: 2000 } },
      { key: 'e', when: { field: 'quantity', op: '>', milli: 1000 } },
      { key: 'f' },
    ],
  } as unknown as Noun['Step']
  expect(askedFigures(staged)).toEqual([
    { field: 'amount', word: false },
    { field: 'level', word: true },
  ])
  const draft = { ...startOf(step), figures: { amount: '12.5', level: ' 重大 ' } }
  expect(contentOf(draft, staged, []).content.figures).toEqual([
    { field: 'amount', milli: 12_500 },
    { field: 'level', text: '重大' },
  ])
  expect(contentOf({ ...draft, figures: {} }, staged, []).content.figures).toBeUndefined()
})
