import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { sheetOf } from './sheet'
import { Visitor } from './town'

test('a cycle made from the defaults is edited on the page until it can be issued', async ({ browser }) => {
  test.setTimeout(240_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { page } = v
  const dialog = page.getByRole('dialog')
  const save = async () => {
    await page.getByRole('button', { name: /保\s*存/ }).click()
    await expect(page.getByText('有修改还没保存')).toHaveCount(0)
  }

  await test.step('it begins with indicators and formulas; what is missing is named', async () => {
    await v.go('/assessment')
    await page.getByRole('button', { name: '新建考核方案' }).click()
    await dialog.getByLabel('名称').fill('从头做的考核')
    await v.pick(dialog.getByLabel(/照抄哪个方案/), /不照抄/)
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: '从头做的考核' })).toBeVisible()
    await expect(page.getByText('党建30%+任务落实70%', { exact: true })).toBeVisible()
    await expect(page.getByText('考核机构 · 核查组：必填')).toBeVisible()
    await expect(page.getByText('考核对象：必填')).toBeVisible()
    await v.accessible()
  })

  await test.step('an indicator is added and weighed, a fault told by its name', async () => {
    await page.getByRole('button', { name: '修改 德能勤廉' }).click()
    await dialog.getByLabel('权重（%）').fill('30')
    await dialog.getByLabel('互不可见，交齐才看到对方的分').uncheck()
    await v.accessible()
    await dialog.getByRole('button', { name: /确\s*定/ }).click()
    await save()
    await expect(page.getByText('指标 · “干部考核” · 指标：同级权重合计应为 100%，现为 90%')).toBeVisible()
    await page.getByRole('button', { name: '添加指标' }).first().click()
    await dialog.getByLabel('指标名称').fill('完成质量')
    await expect(dialog.getByLabel('权重（%）')).toHaveValue('10')
    await dialog.getByLabel('规则说明').fill('审批人质量意见')
    await dialog.getByLabel('事实', { exact: true }).click()
    await page.keyboard.type('质量')
    await page.keyboard.press('Enter')
    await v.accessible()
    await dialog.getByRole('button', { name: /确\s*定/ }).click()
    await save()
    await expect(page.getByText('指标 · “干部考核” · 指标：')).toHaveCount(0)
    await expect(page.getByText('完成质量')).toBeVisible()
  })

  await test.step('a formula is changed', async () => {
    await page.getByRole('button', { name: '修改 干部', exact: true }).click()
    await dialog.getByLabel('公式名称').fill('干部公式')
    await dialog.getByRole('button', { name: '添加一票否决' }).click()
    await dialog.getByLabel('第 2 项一票否决的名称').fill('信访稳定')
    await v.accessible()
    await dialog.getByRole('button', { name: /确\s*定/ }).click()
    await save()
    await expect(page.getByText(/干部公式.*信访稳定/)).toBeVisible()
  })

  await test.step('the sheet holds what the cycle has, and is taken in again', async () => {
    const given = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载指标表' }).click()
    const file = await given
    expect(file.suggestedFilename()).toBe('指标表.xlsx')
    const choose = (buffer: Buffer) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: '指标表.xlsx', mimeType: 'application/octet-stream', buffer })
    await choose(
      sheetOf([
        ['评分表编码', '指标编码', '指标名称', '权重%', '事实', '算法'],
        ['cadre', 'a', '甲', '', '不存在', '按率'],
      ]),
    )
    const faults = page.locator('.sheet-faults')
    await expect(faults.getByRole('cell', { name: '权重%', exact: true }).first()).toBeVisible()
    await expect(faults.getByRole('cell', { name: '事实', exact: true })).toBeVisible()
    await choose(readFileSync(await file.path()))
    await expect(faults).toHaveCount(0)
    await expect(page.getByText('完成质量')).toBeVisible()
  })

  await test.step('with people and an office it can be issued; without a name it cannot be saved', async () => {
    for (const kind of ['个人', '单位']) {
      await page.getByRole('button', { name: `按花名册添加${kind}` }).click()
      await expect(page.getByRole('cell', { name: kind, exact: true }).first()).toBeVisible()
    }
    await expect(page.getByText(/引用的项目不存在/)).toHaveCount(0)
    for (const [seat, who] of [
      ['核查组', /纪/],
      ['复核人', /人大/],
      ['申诉受理人', /人大/],
    ] as const) {
      await v.pick(page.getByLabel(seat, { exact: true }), who)
      await page.keyboard.press('Escape')
    }
    await save()
    await expect(page.getByText(/考核机构 ·/)).toHaveCount(0)
    await page.getByLabel('名称', { exact: true }).fill('')
    await expect(page.getByText('请填写名称，才能保存。')).toBeVisible()
    await expect(page.getByRole('button', { name: /保\s*存/ })).toBeDisabled()
    await v.accessible()
  })

  await test.step('it is thrown away', async () => {
    await page.getByLabel('名称', { exact: true }).fill('从头做的考核')
    await page.getByRole('button', { name: '删除草稿' }).click()
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click()
    await expect(page).toHaveURL(/\/assessment$/)
    await expect(page.getByText('从头做的考核')).toHaveCount(0)
  })
  await v.leave()
})
