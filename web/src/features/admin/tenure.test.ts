import { expect, test } from 'vitest'
import { deputiesIn, meeting, tenureOf } from './tenure'

const held = (user_id: string, from: string, to?: string) => ({
  id: `${user_id}${from}`,
  post_id: 'p',
  user_id,
  from,
  to,
  created_at: '',
  updated_at: '',
})
const today = '2026-11-26'
const say = (spans: ReturnType<typeof tenureOf>['now']) =>
  spans.map((s) => `${s.holder?.user_id ?? 'vacant'} ${s.from ?? ''}–${s.to ?? ''}`)

test('who holds a post, who will, and who did, with the time in which nobody did', () => {
  const found = tenureOf(
    [held('wang', '2024-01-01', '2025-06-30'), held('li', '2025-08-01', '2026-12-31'), held('sun', '2027-02-01')],
    today,
  )
  expect(say(found.now)).toEqual(['li 2025-08-01–2026-12-31'])
  expect(say(found.next)).toEqual(['vacant 2027-01-01–2027-01-31', 'sun 2027-02-01–'])
  expect(say(found.past)).toEqual(['vacant 2025-07-01–2025-07-31', 'wang 2024-01-01–2025-06-30'])
})

test('a vacant post says since when, and a post that nobody ever held that it is vacant', () => {
  expect(say(tenureOf([held('wang', '2024-01-01', '2026-10-31')], today).now)).toEqual(['vacant 2026-11-01–'])
  expect(say(tenureOf([], today).now)).toEqual(['vacant –'])
  expect(say(tenureOf([held('sun', '2027-01-01')], today).now)).toEqual(['vacant –2026-12-31'])
})

test('two at once leave no gap between them', () => {
  const found = tenureOf([held('a', '2024-01-01'), held('b', '2025-01-01', '2025-12-31')], today)
  expect(say(found.now)).toEqual(['a 2024-01-01–'])
  expect(say(found.next)).toEqual([])
  expect(say(found.past)).toEqual(['b 2025-01-01–2025-12-31'])
})

test('the last day counts', () => {
  expect(say(tenureOf([held('a', '2024-01-01', today)], today).now)).toEqual([`a 2024-01-01–${today}`])
  expect(say(tenureOf([held('a', '2024-01-01', today)], today).next)).toEqual(['vacant 2026-11-27–'])
})

test('deputies of a holder are those of their time', () => {
  const rule = (from: string, to: string, ended_at?: string) => ({
    id: from,
    from_user: 'li',
    to_user: 'zhao',
    from,
    to,
    reason: '',
    created_by: 'li',
    created_at: '',
    ended_at,
  })
  const span = { holder: held('li', '2025-08-01', '2026-12-31'), from: '2025-08-01', to: '2026-12-31' }
  const rules = [
    rule('2026-11-20', '2026-11-30'),
    rule('2027-01-01', '2027-01-05'),
    rule('2025-01-01', '2025-12-31', '2025-02-01T00:00:00Z'),
  ]
  expect(deputiesIn(span, rules).map((d) => d.from)).toEqual(['2026-11-20'])
})

test.each([
  ['a later day, the first without an end', held('wang', '2024-01-01'), '2026-12-01', '', true],
  ['after the first has ended', held('wang', '2024-01-01', '2026-11-30'), '2026-12-01', '', false],
  ['a time before the first began', held('wang', '2026-06-01'), '2026-01-01', '2026-05-31', false],
  ['a day in the past, the first still there', held('wang', '2026-06-01'), '2026-01-01', '', true],
  ['the same person again', held('li', '2024-01-01'), '2026-12-01', '', false],
])('somebody is appointed from %s', (_, other, from, to, met) => {
  expect(meeting([other], { post: 'p', user: 'li', from, to })).toEqual(met ? [other] : [])
  expect(meeting([other], { post: 'another', user: 'li', from, to })).toEqual([])
})
