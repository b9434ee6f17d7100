import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import type { Entry } from '../evidence/uploads'
import { givenOf, lackingFigures } from '../figures'
import { contentOf, filled, lackOf, startOf, unchanged } from './submission'

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
  const { content, from } = contentOf(draft, step, [], [entry('required-1', 'A3')])
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
  const { content } = contentOf(draft, { ...step, target: undefined }, [], [entry('more-1', 'A9', '路口.jpg')])
  expect(content.evidence).toEqual([{ name: '路口', file: 'A9' }])
})

test('the figures that are asked for are sent in thousandths, or as words; one that was not typed is left out', () => {
  const asked = [{ field: 'amount' }, { field: 'level', word: true }]
  const draft = { ...startOf(step), figures: { amount: '12.5', level: ' 重大 ', failures: '7' } }
  expect(lackingFigures(asked, draft.figures)).toEqual([])
  expect(contentOf(draft, step, asked, []).content.figures).toEqual([
    { field: 'amount', milli: 12_500 },
    { field: 'level', text: '重大' },
  ])
  expect(contentOf({ ...draft, figures: { amount: '0' } }, step, asked, []).content.figures).toEqual([
    { field: 'amount', milli: 0 },
  ])
  expect(lackingFigures(asked, { amount: '0' })).toEqual(['level'])
  expect(contentOf({ ...draft, figures: {} }, step, asked, []).content.figures).toBeUndefined()
  expect(
    givenOf([
      { field: 'amount', milli: 12_500 },
      { field: 'level', text: '重大' },
    ]),
  ).toEqual({
    amount: '12.5',
    level: '重大',
  })
})

test('what a submission still lacks is told by the names of its fields', () => {
  const empty = { ...startOf(step), note: '', quantity: null }
  expect(lackOf(empty, step, [{ field: 'amount' }], [])).toEqual({
    evidence: ['说明'],
    quantity: true,
    figures: ['amount'],
    anything: false,
  })
  expect(lackOf({ ...empty, partial: true }, step, [], []).evidence).toEqual([])
  const free = { ...step, evidence: [], target: undefined }
  const blank = { ...startOf(free), note: ' ', slots: [] }
  expect(lackOf(blank, free, [], []).anything).toBe(true)
  expect(lackOf({ ...blank, note: '已完成' }, free, [], []).anything).toBe(false)
})

test('what was returned and not changed is known', () => {
  const returned = { ...step, status: 'returned' } as Noun['Step']
  const start = startOf(returned)
  expect(unchanged(start, returned, [], [])).toBe(true)
  expect(unchanged({ ...start, note: '已补章' }, returned, [], [])).toBe(false)
  expect(unchanged(start, returned, [], [entry('required-0', 'A9')])).toBe(false)
  expect(unchanged(start, { ...returned, status: 'active' }, [], [])).toBe(false)
})
