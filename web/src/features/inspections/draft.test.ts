import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import {
  type Draft,
  type DraftCheck,
  freshIn,
  lacksOf,
  photosOf,
  progressOf,
  startOf,
  submissionOf,
  usualLevel,
} from './draft'

const both = (zh: string) => ({ zh, en: zh })
const item = (key: string, part: Partial<Noun['ChecklistItem']> = {}): Noun['ChecklistItem'] => ({
  key,
  title: both(key),
  basis: both('惯例'),
  source: 'practice',
  level: 'general',
  ...part,
})
const list: Noun['Checklist'] = {
  key: 'school',
  version: 1,
  place: 'school',
  title: both('学校'),
  items: [
    item('exits', { photo: 'fail', level: 'major' }),
    item('fire', { photo: 'always', figure: '具' }),
    item('gate', { remark: 'fail' }),
  ],
}
const empty: DraftCheck = { place: 'p1', checklist: 'school@1', results: {}, hazards: [], note: '' }
const hazard = {
  id: 'a',
  items: ['exits'],
  title: '通道堵塞',
  remark: '',
  level: 'major' as const,
  spot: false,
  photos: ['local:2'],
  responsible: '',
  reinspector: '',
  officers: ['post:a', 'post:b'],
}

const lacks = (key: string, results: DraftCheck['results'], hazards: DraftCheck['hazards'] = []) =>
  lacksOf(list.items.find((i) => i.key === key) ?? item(key), { ...empty, results, hazards })

test('an item asks for exactly what its answer makes necessary', () => {
  expect(lacks('exits', {})).toEqual(['outcome'])
  expect(lacks('exits', { exits: { outcome: 'pass' } })).toEqual([])
  expect(lacks('exits', { exits: { outcome: 'fail' } })).toEqual(['photo', 'unexplained'])
  expect(lacks('exits', { exits: { outcome: 'fail', photos: ['x'] } }, [hazard])).toEqual([])
  expect(lacks('exits', { exits: { outcome: 'fail', photos: ['x'], remark: '已当场清走' } })).toEqual([])
  expect(lacks('fire', { fire: { outcome: 'pass' } })).toEqual(['photo', 'figure'])
  expect(lacks('fire', { fire: { outcome: 'pass', photos: ['x'], figure: 0 } })).toEqual([])
  expect(lacks('fire', { fire: { outcome: 'na' } })).toEqual([])
  expect(lacks('gate', { gate: { outcome: 'fail', remark: ' ' } })).toEqual(['remark'])
})

test('progress counts what is complete, and a hazard takes the gravest level of its items', () => {
  const check = { ...empty, results: { exits: { outcome: 'fail' as const }, fire: { outcome: 'na' as const } } }
  expect(progressOf(check, list)).toEqual({ items: 3, done: 1, failed: 1, hazards: 0 })
  expect(usualLevel(['gate', 'exits'], list)).toBe('major')
  expect(usualLevel(['gate'], list)).toBe('general')
})

test('what is handed in names attachments, thousandths, and nothing that is not meant', () => {
  const results = { fire: { outcome: 'pass' as const, figure: 8.5, photos: ['local:1'] }, gate: {} }
  const draft: Draft = {
    inspectors: ['user:1', 'post:2'],
    checks: [{ ...empty, results, hazards: [hazard] }],
    note: ' 正常 ',
    evidence: [{ name: '记录', text: ' ' }],
    partial: false,
    waiting: false,
    key: '',
  }
  expect(photosOf(draft)).toEqual(['local:1', 'local:2'])
  const content = submissionOf(draft, [], (p) => p.replace('local:', 'file'))
  expect(content.note).toBe('正常')
  expect(content.evidence).toEqual([])
  expect(content.partial).toBeUndefined()
  const check = content.checks?.[0]
  expect(check?.results).toEqual([
    { item: 'fire', outcome: 'pass', remark: '', photos: [{ file: 'file1' }], milli: 8500 },
  ])
  expect(check?.hazards?.[0]).toMatchObject({
    level: 'major',
    officers: ['post:a', 'post:b'],
    photos: [{ file: 'file2' }],
  })
  expect(check?.hazards?.[0]).not.toHaveProperty('responsible')
  expect(check?.inspectors).toEqual([{ ref: 'user:1' }, { ref: 'post:2' }])
})

test('what came back is there again with its hazards under their keys; what was agreed is not', () => {
  const content = {
    checks: [
      {
        place: 'p1',
        checklist: 'school@1',
        inspectors: [{ ref: 'user:2' }],
        results: [{ item: 'fire', outcome: 'pass', milli: 8000, photos: [{ file: 'f' }] }],
        hazards: [{ key: 'h1', title: '堵塞', level: 'general', responsible: 'post:x', items: ['exits'] }],
      },
    ],
  }
  const step = (outcome: string | undefined) =>
    ({ evidence: ['记录'], rounds: [{ subject: 'submission', outcome, content }] }) as unknown as Noun['Step']
  const back = startOf(step('returned'), 'user:1')
  expect(back.inspectors).toEqual(['user:2'])
  expect(back.checks[0]?.hazards[0]).toMatchObject({ key: 'h1', responsible: 'post:x' })
  expect(back.checks[0]?.results.fire).toMatchObject({ figure: 8, photos: ['f'] })
  expect(startOf(step('agreed'), 'user:1').checks).toEqual([])
  expect(startOf(step('agreed'), 'user:1').inspectors).toEqual(['user:1'])
})

test('a reading is never negative', () => {
  const read = (figure: number) => lacks('fire', { fire: { outcome: 'pass', photos: ['a'], figure } })
  expect(read(-3)).toEqual(['negative'])
  expect(read(0)).toEqual([])
})

test('a hazard that is handed in again is not entered again', () => {
  const [before, now] = [{ key: 'h1' }, { key: 'h2' }] as Noun['Hazard'][]
  const steps = [{ key: 'h2-rectify', hazard: 'h2' }] as Noun['Step'][]
  expect(freshIn({ hazards: [before, now] as Noun['Hazard'][], steps })).toEqual([now])
  expect(freshIn({ hazards: [before] as Noun['Hazard'][], steps: [] })).toEqual([])
})
