import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Problems } from './problems'

const steps = Array.from({ length: 35 }, (_, i) => ({ key: `s${i}`, title: `步骤${i}` }))
const awaited = steps.map((_, i) => ({
  pointer: `/goals/0/steps/${i}/finish`,
  code: 'provisional',
  detail: '日期落在日历暂定的年份',
}))
const passed = { pointer: '/goals/0/steps/3/by', code: 'day-passed', detail: '截止日期 2026-01-05 已过' }

test('dates that await the notice of a year are one line, so that the other reminders are seen', () => {
  render(
    <Problems
      problems={[]}
      warnings={[...awaited, passed]}
      goals={[{ title: '园区', steps }]}
      onGo={() => undefined}
    />,
  )
  expect(screen.getByText('2 处提醒')).toBeTruthy()
  const line = screen.getByText(/^35 个步骤的日期/)
  expect(line.closest('details')?.open).toBe(false)
  expect(line.closest('details')?.querySelectorAll('li')).toHaveLength(35)
  expect(screen.getByText('截止日期 2026-01-05 已过').closest('details')?.open).toBe(true)
})
