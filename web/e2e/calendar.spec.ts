import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// A notice is only looked at, never imported: what other specs play goes on undisturbed.
test('before a holiday notice is imported, the dates of goals and of assessments that would move are seen', async ({
  browser,
}) => {
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const from = new Date(Date.now() + 86_400_000)
  const to = new Date(Math.min(from.getTime() + 7 * 86_400_000, new Date(from.getFullYear(), 11, 31).getTime())) // of the same year
  const day = (d: Date) => `${d.getFullYear()}年${d.getMonth() + 1}月${d.getDate()}日`
  await officer.go('/admin/calendars')
  await officer.page.getByLabel('年份').fill(String(from.getFullYear()))
  await officer.page
    .getByLabel('通知全文')
    .fill(`国务院办公厅关于${from.getFullYear()}年部分节假日安排的通知\n一、国庆节：${day(from)}至${day(to)}放假。`)
  await officer.page.getByRole('button', { name: '预览影响' }).click()
  const seen = officer.page.getByRole('status')
  await expect(seen.getByText(/^\d+ 项考核的 \d+ 个时限将调整$/)).toBeVisible()
  await expect(seen.getByText(/^\d+ 个目标的 \d+ 个完成时限将调整$/)).toBeVisible()
  const moves = seen.locator('.moves').last().locator('ul li')
  await expect(moves.first()).toHaveText(/阶段.*截止.* → .*推后 \d+ 天/)
  await officer.accessible()
  await seen.locator('.moves').last().getByRole('link').first().click()
  await expect(officer.page).toHaveURL(/\/assessment\//)
  await officer.leave()
})

test('a notice of a year far from the loaded ones is refused at its field', async ({ browser }) => {
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  await officer.go('/admin/calendars')
  await officer.page.getByLabel('通知全文').fill('一、元旦：1月1日放假。')
  for (const [year, why] of [
    ['1800', /只能填 2000 至 2100/],
    ['2050', /不相连，请检查年份/],
  ] as const) {
    await officer.page.getByLabel('年份').fill(year)
    await officer.page.getByRole('button', { name: '预览影响' }).click()
    await expect(officer.page.locator('.field-error').filter({ hasText: why })).toBeVisible()
  }
  await officer.leave()
})
