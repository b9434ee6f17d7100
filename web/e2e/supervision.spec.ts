import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { directory } from './goals'
import { sheetOf } from './sheet'
import { Visitor } from './town'

// Last of all the specs by its name: a handover takes work away from somebody that others play.

test('people come from a sheet: faults by row, then accounts with passwords shown once', async ({ browser }) => {
  test.setTimeout(180_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  await v.go('/admin/users/import')
  await v.accessible()
  const columns = ['用户名', '姓名', '单位', '人员类别']
  const choose = (rows: string[][]) =>
    v.page
      .locator('input[type=file]')
      .setInputFiles({ name: '人员.xlsx', mimeType: 'application/octet-stream', buffer: sheetOf([columns, ...rows]) })

  await choose([
    ['guoqing', '郭清', '经济发展办公室', '公务员'],
    ['sunli', '孙丽丽', '没有的单位', '公务员'],
  ])
  const faults = v.page.locator('.sheet-faults')
  await expect(faults.getByRole('cell', { name: '单位', exact: true })).toBeVisible()
  await expect(faults.locator('tbody tr').first().locator('td').first()).toHaveText('3')
  await v.accessible()

  await choose([
    ['guoqing', '郭清', '经济发展办公室', '公务员'],
    ['masan', '马三', '', '其他'],
  ])
  await expect(v.page.getByText('检查通过，共 2 人')).toBeVisible()
  await v.page.getByRole('button', { name: '导入 2 个账号' }).click()
  await expect(v.page.getByRole('heading', { name: '已建立 2 个账号' })).toBeVisible()
  await expect(v.page.locator('.once-small')).toHaveCount(2)
  await v.accessible()
  const saved = v.page.waitForEvent('download')
  await v.page.getByRole('button', { name: '保存为表格' }).click()
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain('guoqing')
  await v.page.getByRole('link', { name: '返回账号列表' }).click()
  await expect(v.page.getByRole('cell', { name: 'guoqing' })).toBeVisible()
  await v.leave()
})

test('whoever leaves is shown with what they still have; the officer hands it over', async ({ browser }) => {
  test.setTimeout(180_000)
  const admin = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  await admin.go('/admin/users')
  await admin.page.getByText('三员分立').click()
  await expect(admin.page.locator('.three-admins section')).toHaveCount(3)
  await admin.page.getByRole('button', { name: '修改 钱雪' }).click()
  await admin.page.getByText('离职', { exact: true }).click()
  await expect(admin.page.getByText('现任岗位')).toBeVisible()
  await admin.accessible()
  await admin.page
    .locator('.ant-modal')
    .getByRole('button', { name: /取\s*消/ })
    .click()
  await admin.leave()

  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  await officer.go('/admin/handover')
  await officer.pick(officer.page.getByLabel('移交方', { exact: true }), /市容专干/)
  await expect(officer.page.locator('.parts li').first()).toBeVisible()
  await officer.accessible()
  await officer.pick(officer.page.getByLabel('接收方', { exact: true }), /城管办主任/)
  await officer.page.locator('.form-actions .ant-btn-primary').click()
  await officer.page
    .locator('.ant-modal-confirm')
    .getByRole('button', { name: /交\s*接/ })
    .click()
  await expect(officer.page.getByText(/已交接 \d+ 个目标/)).toBeVisible()
  await expect(officer.page.locator('.part-done').first()).toBeVisible()
  await officer.accessible()
  await officer.leave()
})

test('a number of a template is checked where it stands, and saved as a new version', async ({ browser }) => {
  test.setTimeout(180_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  await v.go('/templates?kind=general')
  await v.accessible()
  const number = v.page.getByLabel('签收时限', { exact: true })
  await number.fill('99')
  await v.page.getByRole('button', { name: '检查', exact: true }).click()
  await expect(v.page.locator('.field-error').first()).toBeVisible()
  await v.accessible()
  await number.fill('3')
  await v.page.getByRole('button', { name: '保存为第 2 版' }).click()
  await expect(v.page.getByRole('button', { name: '保存为第 3 版' })).toBeVisible()
  await expect(number).toHaveValue('3')

  await v.page.getByText('全文', { exact: true }).click()
  const text = v.page.locator('.template-text')
  await text.fill((await text.inputValue()).replace('lead: lead', 'lead: nobody'))
  await v.page.getByRole('button', { name: '检查', exact: true }).click()
  await expect(v.page.locator('.template-faults li').first()).toBeVisible()
  await v.page.locator('.template-faults .as-link').first().click()
  await expect(text).toBeFocused()
  await v.accessible()
  await v.leave()
})

test('a setting says what it counts and where it comes from, is changed, and goes back', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  await v.go('/admin/settings')
  const line = v.page.locator('.setting').filter({ has: v.page.locator('[title="report.monthly_day"]') })
  await expect(line.getByText('督办惯例：每月 28 日前报送')).toBeVisible()
  await line.getByRole('textbox').fill('25')
  await line.getByRole('button', { name: /保\s*存/ }).click()
  await line.getByRole('button', { name: '恢复默认' }).click()
  await expect(line.getByRole('textbox')).toHaveValue('28')
  // Passwords belong to somebody else.
  await expect(
    v.page
      .locator('.setting')
      .filter({ has: v.page.locator('[title="password.min_length"]') })
      .getByRole('textbox'),
  ).toBeDisabled()
  await v.accessible()
  await v.leave()
})

test('an appointment to come is seen before it begins, and taken back', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  const { post } = await directory(v)
  await v.go(`/admin/units?post=${encodeURIComponent(post('种植专干'))}`)
  const line = v.page.locator('.posts > li').filter({ hasText: '种植专干' })
  await line.getByRole('button', { name: /任\s*命/ }).click()
  const dialog = v.page.getByRole('dialog')
  await v.pick(dialog.getByLabel('人员'), /周敏/)
  await dialog.getByLabel('起', { exact: true }).fill('2099-01-01')
  await dialog.getByLabel(/共同任职/).check()
  await dialog.getByRole('button', { name: /任\s*命/ }).click()
  await expect(dialog).toHaveCount(0)
  const next = line.locator('dd').filter({ hasText: '2099' })
  await expect(next).toContainText('周敏')
  await v.accessible()

  await next.getByRole('button', { name: '撤销任命' }).click()
  await expect(v.page.locator('.ant-modal-confirm-title')).toContainText('撤销 周敏 自')
  await v.page
    .locator('.ant-modal-confirm')
    .getByRole('button', { name: /确\s*定/ })
    .click()
  await expect(next).toHaveCount(0)
  await expect(line.getByRole('button', { name: '撤销任命' })).toHaveCount(0)
  await v.leave()
})

test('the ledger shows the columns that somebody chose, and becomes a sheet', async ({ browser }) => {
  test.setTimeout(120_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  await v.go('/ledger')
  await v.page.getByRole('button', { name: /列$/ }).click()
  await v.page.locator('.column-picker').getByText('报告原文').click()
  await v.page.keyboard.press('Escape')
  await expect(v.page.getByRole('columnheader', { name: '报告原文' })).toBeVisible()
  await v.go('/ledger')
  await expect(v.page.getByRole('columnheader', { name: '报告原文' })).toBeVisible()
  const saved = v.page.waitForEvent('download')
  await v.page.getByRole('button', { name: '导出 Excel' }).click()
  expect((await saved).suggestedFilename()).toMatch(/\.xlsx$/)
  await v.page.locator('tbody .ant-checkbox-input').first().check()
  await expect(v.page.getByText('已选 1 步')).toBeVisible()
  await v.accessible()
  await v.leave()
})

test('they can be read in English', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  await v.page.evaluate(() => localStorage.setItem('duban.locale', 'en'))
  for (const [path, title] of [
    ['/admin/users/import', 'Import from Excel'],
    ['/admin/handover', 'Handover'],
    ['/admin/health', 'System health'],
    ['/admin/settings', 'Settings'],
  ] as const) {
    await v.go(path)
    const heading = v.page.getByRole('heading', { level: 1 })
    if (title !== (await heading.textContent())) test.info().annotations.push({ type: 'language', description: path })
    await expect(heading).toHaveText(new RegExp(title))
  }
  await v.leave()
})
