import { expect, test } from '@playwright/test'
import { send } from './goals'
import { Visitor } from './town'

interface Courses {
  items: { id: string; phase: string }[]
}

interface Running {
  cycle: { assessed: { subject: string; name: string; kind: string }[] }
}

// 孙丽 runs the assessments. A fact on the sheet of 赵磊 is wrong: she corrects it, and everybody who may see the sheet
// reads what it was, what it is, and why.
test('a fact of an assessment is corrected: the points change, and the sheet says why', async ({ browser }) => {
  test.setTimeout(240_000)
  const office = await Visitor.signedIn(browser, 'wide', 'sunli')
  const cadre = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  const me = await send<{ user: { id: string } }>(cadre, 'GET', '/api/v1/me')
  const { items } = await send<Courses>(office, 'GET', '/api/v1/courses')
  const course = items.find((c) => c.phase === 'self') ?? items[0]
  const sheet = `/assessment/${course?.id}/cards/${encodeURIComponent(`user:${me.user.id}`)}`
  const why = '配套工程分段按期完成，登记有误'

  await office.go(sheet)
  const line = office.page
    .locator('.score-line')
    .filter({ has: office.page.locator('.fact-list button') })
    .first()
  const total = office.page.locator('.card-total strong')
  await line.locator('summary').click()
  const before = await total.textContent()
  await line.getByRole('button', { name: /^更正/ }).first().click()
  const dialog = office.page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: /更\s*正/ })).toBeDisabled()
  await dialog.getByText('这条事实不成立，撤回').click()
  await dialog.getByLabel('更正理由').fill(why)
  await office.accessible()
  await dialog.getByRole('button', { name: /更\s*正/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect(office.page.getByText(why)).toBeVisible()
  await expect(total).not.toHaveText(before ?? '')
  await office.accessible()

  await cadre.go(sheet)
  await expect(cadre.page.getByText(why)).toBeVisible()
  await expect(cadre.page.getByText('更正事实：按时完成')).toBeVisible()
  await cadre.accessible()
  await cadre.leave()
  await office.leave()
})

test('what no record holds is entered by the office, and stands on the sheet', async ({ browser }) => {
  test.setTimeout(120_000)
  const office = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { items } = await send<Courses>(office, 'GET', '/api/v1/courses')
  const course = items.find((c) => c.phase === 'scoring') ?? items.find((c) => c.phase === 'self')
  const { cycle } = await send<Running>(office, 'GET', `/api/v1/courses/${course?.id}`)
  const who = cycle.assessed.find((a) => a.kind === 'cadre')
  await office.go(`/assessment/${course?.id}/cards/${encodeURIComponent(who?.subject ?? '')}`)
  await expect(office.page.getByText('暂算', { exact: true })).toBeVisible()
  await office.page.getByRole('button', { name: '登记事项' }).click()
  const dialog = office.page.getByRole('dialog')
  await expect(dialog.getByText(who?.name ?? '')).toBeVisible()
  await dialog.getByLabel('是什么事').fill('防汛抢险受镇党委通报表扬')
  await dialog.getByLabel('登记理由').fill('清委〔2026〕18号')
  await office.accessible()
  await dialog.getByRole('button', { name: /登\s*记/ }).click()
  await expect(dialog).toHaveCount(0)
  await expect(office.page.getByText('登记事项：防汛抢险受镇党委通报表扬')).toBeVisible()
  await expect(office.page.getByText('清委〔2026〕18号')).toBeVisible()
  await office.accessible()
  await office.leave()
})
