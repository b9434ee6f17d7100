import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import type { InboxItem } from '@/work/inbox'
import { askedOf, following, moreActs, stillWaits, titleOf } from './item'

const item = (step: string, part: Partial<InboxItem> = {}) =>
  ({ goal_id: 'g', goal_title: '目标', step, step_title: step, duty: 'approve', round: 1, ...part }) as InboxItem

const may = (...may: Partial<Noun['Option']>[]) =>
  ({ may: may.map((o) => ({ step: 'a', allowed: true, ...o })) }) as Noun['GoalView']

test('an item is called by what it asks', () => {
  expect(askedOf(item('a', { subject: 'extension' }))).toBe('extension')
  expect(askedOf(item('a', { duty: 'close-out', round: undefined }))).toBe('close-out')
  expect(titleOf(item('', { step_title: undefined }))).toBe('目标')
})

test('after a decision the next one below is opened, at the end the one above', () => {
  const [a, b, c] = [item('a'), item('b'), item('c')]
  const all = [a, b, c]
  expect(following(all, b, [b])).toBe(c)
  expect(following(all, c, [c])).toBe(b)
  expect(following(all, b, [b, c])).toBe(a)
  expect(following(all, a, all)).toBeUndefined()
})

test('more is offered only as far as the server allows it for this round', () => {
  const view = may(
    { command: 'delegate', round: 0 },
    { command: 'transfer', allowed: false },
    { command: 'add-signer', round: 2 },
    { command: 'instruct' },
    { command: 'urge' },
    { command: 'instruct', step: 'b' },
  )
  expect(moreActs(view, item('a', { subject: 'submission' }))).toEqual([
    { command: 'delegate', round: 1 },
    { command: 'instruct' },
  ])
  expect(moreActs(view, item('a', { subject: 'extension', round: 2 }))).toEqual([
    { command: 'add-signer', round: 2 },
    { command: 'instruct' },
  ])
})

test('an item waits for the caller as long as they may decide on its round', () => {
  const extension = item('a', { subject: 'extension', round: 2 })
  expect(stillWaits(may({ command: 'decide', round: 2 }), extension)).toBe(true)
  expect(stillWaits(may({ command: 'decide' }, { command: 'decide', round: 2, allowed: false }), extension)).toBe(false)
  expect(stillWaits(may(), item('a', { duty: 'close-out' }))).toBe(true)
})
