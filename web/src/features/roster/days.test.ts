import { expect, test } from 'vitest'
import { dutiesOf, grouped, type Line, mayOffer, mondayOf, others } from './days'

const line = (keeps: boolean, allowed: boolean): Line => ({
  ask: { command: 'ask-swap', allowed },
  roster: {
    goal_id: 'g',
    goal_number: '1',
    goal_title: '接访',
    step: 'r',
    step_title: '接访日',
    lead: 'post:clerk',
    keeps,
    status: 'active',
    days: [
      { on: '2026-11-25', lead: 'post:a', mine: true, status: 'closed' },
      { on: '2026-12-02', lead: 'post:b', status: 'pending', open: true },
      { on: '2026-12-09', lead: 'post:a', mine: true, status: 'pending', open: true },
      { on: '2026-12-16', lead: 'post:c', status: 'open', open: true },
    ],
  },
})

test('days stand under the Monday of their week or their month', () => {
  expect(mondayOf('2026-12-06')).toBe('2026-11-30')
  const duties = dutiesOf([line(false, true)])
  expect(grouped(duties, 'week').map(([head]) => head)).toEqual([
    '2026-11-23',
    '2026-11-30',
    '2026-12-07',
    '2026-12-14',
  ])
  expect(grouped(duties, 'month').map(([head, days]) => [head, days.length])).toEqual([
    ['2026-11-01', 1],
    ['2026-12-01', 3],
  ])
})

test('my open days can be offered for open days of others; who keeps the roster may offer any', () => {
  const offered = (keeps: boolean, allowed: boolean) =>
    dutiesOf([line(keeps, allowed)])
      .filter((d) => mayOffer(d, '2026-11-26'))
      .map((d) => d.day.on)
  expect(offered(false, true)).toEqual(['2026-12-09'])
  expect(offered(true, true)).toEqual(['2026-12-02', '2026-12-09', '2026-12-16'])
  expect(offered(true, false)).toEqual([])
  const mine = dutiesOf([line(false, true)])[2]
  expect(mine && others(mine, '2026-11-26').map((d) => d.on)).toEqual(['2026-12-02', '2026-12-16'])
})
