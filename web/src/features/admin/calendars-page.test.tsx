import { useQuery } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { renderPage } from '@/test/render'
import { serve } from '@/test/server'
import { meQuery } from '@/work/session'
import { CalendarsPage, unsettled } from './calendars-page'

/** The page as somebody sees it who is signed in. */
function Signed() {
  return useQuery(meQuery).data ? <CalendarsPage /> : null
}

const official = (year: number) => ({ year, status: 'official' as const })

test('a year without its notice is told in time: this one always, the next from November on', () => {
  const years = [official(2026), { year: 2027, status: 'provisional' as const }]
  expect(unsettled(years, '2026-10-31')).toEqual([])
  expect(unsettled(years, '2026-11-01')).toEqual([{ year: 2027, missing: false }])
  expect(unsettled([official(2026)], '2026-12-31')).toEqual([{ year: 2027, missing: true }])
  expect(unsettled([], '2026-05-01')).toEqual([{ year: 2026, missing: true }])
})

test('the preview of a notice lists the dates of goals and of assessments that would move', async () => {
  const year = { year: 2027, status: 'official', off: [], worked: [] }
  serve({
    'GET /api/v1/me': { user: { id: 'u1', name: '孙丽' }, actor: { user: 'u1', roles: ['supervisor'] } },
    'GET /api/v1/calendars': { items: [{ version: 'v1', active: true, calendar: { years: [year] } }] },
    'POST /api/v1/calendars/preview': {
      year,
      version: 'v2',
      warnings: [],
      changes: [],
      courses: [
        {
          course_id: 'c1',
          title: '年度考核',
          phase: 'review',
          moves: [
            { date: 'closes', old: '2027-02-03T09:30:00Z', new: '2027-02-05T09:30:00Z' },
            { date: 'appeal', case: 2, new: '2027-02-10T09:30:00Z' },
          ],
        },
      ],
    },
  })
  renderPage(Signed, '/admin/calendars')
  await userEvent.type(await screen.findByLabelText('通知全文'), '放假通知')
  await userEvent.click(screen.getByRole('button', { name: '预览影响' }))
  expect(await screen.findByText('1 项考核的 2 个时限将调整')).toBeTruthy()
  expect(screen.getByRole('link', { name: '年度考核' }).getAttribute('href')).toContain('/assessment/c1')
  const [closes, appeal] = [...document.querySelectorAll('.moves ul li')].map((li) =>
    li.textContent?.replaceAll('\u00a0', ' '),
  )
  expect(closes).toBe('复核申诉阶段受理截止2027 年 2 月 3 日 → 2027 年 2 月 5 日 推后 2 天')
  expect(appeal).toBe('第 2 件复核的申诉截止待定 → 2027 年 2 月 10 日')
})
