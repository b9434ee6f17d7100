import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// Worded apart from the demo town's own report, so that no other spec meets these steps.
const demo = readFileSync(fileURLToPath(new URL('../../cmd/duban/demo_report.txt', import.meta.url)), 'utf8')
const report = Buffer.from(
  demo.replaceAll('扩大清溪食品工业园', '做强清溪食品工业园').replace('强化招商服务', '优化营商环境'),
)

test('a work report becomes a draft, its gaps are listed, filled, and it is issued', async ({ browser }) => {
  test.setTimeout(240_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  await v.go('/plans')
  await v.page
    .locator('input[type=file]')
    .setInputFiles({ name: '工作报告.txt', mimeType: 'text/plain', buffer: report })
  await v.page.getByRole('button', { name: '读取报告' }).click()
  await expect(v.page.locator('.mark-measure').first()).toBeVisible()
  await v.accessible()

  // One goal is enough to be issued: the others are removed.
  const tabs = v.page.locator('.goal-tabs li button:not(.ant-btn)')
  await expect(tabs.nth(1)).toBeVisible()
  for (let n = await tabs.count(); n > 1; n--) {
    await tabs.last().click()
    await v.page.getByRole('button', { name: '删除目标' }).click()
    await v.page
      .locator('.ant-modal-confirm')
      .getByRole('button', { name: /确\s*定/ })
      .click()
    await expect(tabs).toHaveCount(n - 1)
  }
  await v.page.getByRole('button', { name: '由举措生成步骤' }).first().click()
  await expect(v.page.locator('.step-line').first()).toBeVisible()
  const choose = async (label: string, option: RegExp) => {
    await v.page.getByLabel(label, { exact: true }).first().click()
    await v.page.locator('.ant-select-item-option').filter({ hasText: option }).last().click()
  }
  await choose('牵头单位', /经济发展办公室/)
  await choose('未指派的步骤都由此岗位承办', /园区专干/)
  await v.page.locator('.bulk').getByRole('button', { name: '应用' }).first().click()
  await v.page.getByLabel('未定时限的步骤都在此日前完成').fill('2027-06-30')
  await v.page.locator('.bulk').getByRole('button', { name: '应用' }).last().click()
  await v.page.getByRole('button', { name: '权重 · 平均分配' }).click()
  const weights = v.page.getByText(/权重合计 \d+，应为 100/)
  if (await weights.isVisible()) await weights.locator('..').getByRole('button', { name: '平均分配' }).first().click()

  await expect(v.page.getByText('已可交办', { exact: true }).first()).toBeVisible()
  await expect(v.page.getByText('已自动保存')).toBeVisible()
  await v.page.locator('.page-head .ant-btn-primary').click()
  await v.page.locator('.ant-modal-confirm').getByRole('button', { name: '交办', exact: true }).click()
  await expect(v.page.getByText('1 个目标已开始运行。')).toBeVisible()
  await v.leave()
})
