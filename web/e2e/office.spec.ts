import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// A unit of its own, so that nobody else's work is touched.
test('a unit, its posts and people are changed only after what it leads to was said', async ({ browser }) => {
  test.setTimeout(180_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  const { page } = v
  const dialog = page.getByRole('dialog')
  const addUnit = async (name: string, code: string) => {
    await page.getByRole('button', { name: '新增单位' }).click()
    await dialog.getByLabel('名称').fill(name)
    await dialog.getByLabel('编码').fill(code)
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
  }

  await test.step('a name is given once', async () => {
    await v.go('/admin/units')
    await addUnit('综合保障站', 'support')
    await expect(page.getByRole('heading', { level: 2, name: '综合保障站' })).toBeVisible()
    await addUnit('综合保障站', 'support-2')
    await expect(dialog.getByText('综合保障站 已被使用').first()).toBeVisible()
    await dialog.getByRole('button', { name: /取\s*消/ }).click()
  })

  const appoint = async (who: string, pattern: RegExp, day?: string) => {
    await page.getByRole('button', { name: /^任\s*命$/ }).click()
    await dialog.getByLabel('人员').click()
    await page.keyboard.type(who)
    await page.locator('.ant-select-item-option').filter({ hasText: pattern }).last().click()
    if (day) await dialog.getByLabel('起', { exact: true }).fill(day)
  }

  await test.step('who holds a post is asked about when another one is appointed', async () => {
    await page.getByRole('button', { name: '新增岗位' }).click()
    await dialog.getByLabel('名称').fill('站长')
    await dialog.getByLabel('编码').fill('support-head')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await expect(dialog).toHaveCount(0)
    await appoint('徐静', /徐静/, '2026-01-01')
    await dialog.getByRole('button', { name: /任\s*命/ }).click()
    await expect(dialog).toHaveCount(0)
    await appoint('黄涛', /黄涛/, '2026-03-01')
    await expect(dialog.getByText('同一时间还有人在这个岗位')).toBeVisible()
    await expect(dialog.getByRole('button', { name: /任\s*命/ })).toBeDisabled()
    await v.accessible()
    await dialog.getByLabel(/接任：徐静/).check()
    await dialog.getByRole('button', { name: /任\s*命/ }).click()
    await expect(dialog).toHaveCount(0)
    const now = page.locator('.tenure dd').first()
    await expect(now).toContainText('黄涛')
    await expect(now).not.toContainText('徐静')
  })

  await test.step('what hangs on a unit is said before it goes out of use; nobody is appointed there', async () => {
    await page.getByRole('button', { name: '修改单位' }).click()
    await dialog.getByRole('switch').click()
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    const ask = page.locator('.ant-modal-confirm')
    await expect(ask).toContainText('还有人在岗：站长 黄涛')
    await v.accessible()
    await ask.locator('.ant-btn-dangerous').click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^任\s*命$/ })).toHaveCount(0)
    await v.accessible()
  })

  await test.step('locking an account asks first', async () => {
    await v.go('/admin/users')
    await page.getByRole('button', { name: '修改 钱雪' }).click()
    await page.getByText('锁定', { exact: true }).click()
    const ask = page.locator('.ant-modal-confirm')
    await expect(ask).toContainText('锁定后不能登录')
    await ask.getByRole('button', { name: /取\s*消/ }).click()
    await expect(ask).toHaveCount(0)
  })
  await v.leave()
})

test('the audit finds what was done in assessments, by distinct names', async ({ browser }) => {
  test.setTimeout(120_000)
  const mayor = await Visitor.signedIn(browser, 'wide', 'fengbo')
  await mayor.go('/admin/users') // refused: the audit says so in words
  await mayor.context.close()
  const v = await Visitor.signedIn(browser, 'wide', 'audadmin')
  await v.go('/admin/audit')
  await expect(v.page.locator('table tbody tr').first()).toBeVisible()
  for (const day of [
    ['从', '2026-05-02'],
    ['到', '2026-05-01'],
  ] as const)
    await v.page.getByLabel(day[0], { exact: true }).fill(day[1])
  await expect(v.page.getByRole('alert')).toHaveText('结束日期早于开始日期，请调整。')
  await v.accessible()
  await v.page.getByLabel('从', { exact: true }).fill('')
  await v.page.getByLabel('到', { exact: true }).fill('')
  await v.page.getByLabel('操作').click()
  await v.page.keyboard.type('取消')
  const options = v.page.locator('.ant-select-item-option')
  await expect(options.filter({ hasText: '取消（目标）' })).toBeVisible()
  await expect(options.filter({ hasText: '取消（步骤）' })).toBeVisible()
  await v.leave()
})
