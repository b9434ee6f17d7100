import { expect, test } from '@playwright/test'
import { sheetOf } from './sheet'
import { Visitor } from './town'

// 孙丽 fills a sheet of places in by the labels of the page, mends what is wrong with it, and adds an item to a checklist.
test('places from a sheet: a fault names its cell, and what was entered is told', async ({ browser }) => {
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  await officer.go('/places')
  await expect(officer.page.locator('.side-link-on')).toHaveText('检查隐患')
  const [sheet] = await Promise.all([
    officer.page.waitForEvent('download'),
    officer.page.getByRole('link', { name: '下载导入表' }).click(),
  ])
  expect(sheet.suggestedFilename()).toBe('检查对象导入表.xlsx')
  await officer.page.getByRole('button', { name: '从 Excel 导入' }).click()
  const dialog = officer.page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: /^导\s?入$/ })).toBeDisabled()
  const choose = (kind: string) =>
    dialog.locator('input[type=file]').setInputFiles({
      name: '检查对象.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: sheetOf([
        ['编号', '名称', '类别', '所属单位', '整改责任岗位'],
        ['GC-901', '青石纸箱厂', kind, '应急管理站', '应急站站长'],
      ]),
    })
  await choose('城堡')
  await expect(dialog.getByRole('cell', { name: '类别 (C2)' })).toBeVisible()
  await officer.accessible()
  await choose('工厂企业')
  await dialog.getByRole('button', { name: '导入 1 个' }).click()
  await expect(officer.page.getByText('已登记 1 个检查对象')).toBeVisible()
  await expect(officer.page.getByRole('link', { name: '青石纸箱厂' })).toBeVisible()
  await officer.leave()
})

test('an item is added to a checklist in Chinese alone', async ({ browser }) => {
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  await officer.go('/checklists/factory')
  await officer.page.getByRole('button', { name: '修改成新版本' }).click()
  await officer.page.getByRole('button', { name: '添加检查项' }).click()
  await officer.page.getByLabel('检查项', { exact: true }).last().fill('危险源告知牌齐全')
  await officer.page.getByRole('button', { name: /^保存为第/ }).click()
  await officer.page.getByRole('button', { name: /危险源告知牌齐全 › 依据/ }).click()
  await expect(officer.page.getByLabel('依据', { exact: true }).last()).toBeFocused()
  await officer.accessible()
  await officer.page.keyboard.type('本镇督查惯例')
  await officer.page.getByRole('button', { name: /^保存为第/ }).click()
  await expect(officer.page.locator('tr').filter({ hasText: '危险源告知牌齐全' })).toContainText('本镇督查惯例')
  await officer.leave()
})
