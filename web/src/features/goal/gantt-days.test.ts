import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { barOf, scaleOf } from './gantt-days'

const step = (part: object) => ({ key: 's1', title: '征地', status: 'active', ...part }) as Noun['Step']
const at = (day: string) => `${day}T10:00:00+08:00`
const opened = { opened_at: at('2026-03-02'), due_at: at('2026-03-20') }

test.each<[string, object, string | undefined]>([
  ['before its day ends with it', { ...opened, due_at: at('2026-05-01') }, '2026-05-01'],
  ['that is overdue and runs goes on to today', opened, '2026-04-08'],
  ['that was handed in in time ends with its day', { ...opened, met_at: at('2026-03-19') }, '2026-03-20'],
  ['that stands still ends with its day', { ...opened, suspended: {} }, '2026-03-20'],
  ['that was cancelled ends with its day', { ...opened, status: 'cancelled' }, '2026-03-20'],
  ['that is done ends then', { ...opened, done_at: at('2026-03-25') }, '2026-03-25'],
  ['without a day runs until today', { opened_at: at('2026-03-02') }, '2026-04-08'],
  ['that has not opened stands on its day', { by: '2026-03-30' }, '2026-03-30'],
  ['without any date is not drawn', {}, undefined],
])('a step %s', (_, part, end) => {
  expect(barOf(step(part), '2026-04-08')?.to).toBe(end)
})

test('today is always within the chart', () => {
  const { days, marks } = scaleOf([{ from: '2026-01-05', to: '2026-02-01' }], '2026-04-08')
  expect([days[0], days.at(-1)]).toEqual(['2026-01-03', '2026-04-11'])
  expect(marks).toEqual(['2026-02-01', '2026-03-01', '2026-04-01'])
})
