import { expect, test } from '@playwright/test'
import { Visitor } from './town'

test('on a phone Back leads from an item to the list, and the opinion is one line until it is written', async ({
  browser,
}) => {
  const officer = await Visitor.signedIn(browser, 'phone', 'sunli')
  const { page } = officer
  await officer.go('/inbox')
  await officer.go('/approvals')
  const rows = page.locator('.approvals-list > ul > li > button')
  await rows.first().click()
  const act = page.locator('.desk-act')
  await expect(act).toBeVisible()
  const height = async () => (await act.boundingBox())?.height ?? 0
  await expect.poll(height).toBeLessThan(70)
  await officer.accessible()
  await page.getByLabel('意见').focus()
  await expect.poll(height).toBeGreaterThan(120)
  await page.locator('.desk').getByRole('button', { name: '更多办理' }).click()
  await page.getByRole('menuitem', { name: '委派' }).click()
  await expect(page.locator('.ant-drawer-title').getByText('委派')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('.ant-drawer-body')).toHaveCount(0)
  await page.goBack()
  await expect(rows.first()).toBeVisible()
  await expect(page).toHaveURL(/\/approvals$/)
  await officer.leave()
})

// 赵磊 asks for more time, 孙丽 reviews and 李健 decides; then several are agreed to in one go.
test('an extension is asked for with its reason, and granted with a key and a confirmation', async ({ browser }) => {
  test.setTimeout(180_000)
  const cadre = await Visitor.signedIn(browser, 'phone', 'qianxue')
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const leader = await Visitor.signedIn(browser, 'wide', 'lijian')
  const step = '强化招商服务'
  await cadre.go('/inbox')
  const card = cadre.page.locator('article').filter({ hasText: step })
  await card.getByRole('button', { name: '更多办理' }).click()
  await cadre.page.getByRole('menuitem', { name: '申请延期' }).click()
  await cadre.page.getByLabel('申请延到').fill('2026-12-30')
  await cadre.page.getByLabel('目前进展').fill('已签两家')
  await cadre.page.getByLabel('延期理由').fill('第三家企业月底才开董事会')
  await cadre.accessible()
  await cadre.page.getByRole('button', { name: '提交申请' }).click()
  await expect(cadre.page.locator('.ant-drawer-body')).toHaveCount(0)
  for (const v of [officer, leader]) {
    await v.go('/approvals')
    const row = v.page.getByRole('button', { name: new RegExp(step) })
    await expect(row.getByText('延期申请')).toBeVisible()
    // What stands there by itself was opened by nobody.
    await v.page.keyboard.press('a')
    await expect(v.page.getByText('请先点开一件（或按 J），看过再同意。')).toBeVisible()
    await row.click()
    await expect(v.page.locator('.desk').getByText('第三家企业月底才开董事会').first()).toBeVisible()
    await v.page.locator('h1').click()
    await v.page.keyboard.press('a')
    const question = v.page.locator('.ant-modal-confirm')
    await expect(question.getByText('延期申请')).toBeVisible()
    await expect(question.getByText(step)).toBeVisible()
    await v.page.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await expect(row).toBeVisible()
    await v.page.keyboard.press('a')
    await expect(question).toBeVisible()
    await expect(question.getByRole('button', { name: '同意' })).toBeFocused()
    await v.page.keyboard.press('Enter')
    await expect(v.page.getByText(`已同意：${step}（延期申请）`)).toBeVisible()
    await expect(row).toHaveCount(0)
  }
  await cadre.go('/inbox')
  await expect(card.getByText(/到\s12\s月\s30\s日/).first()).toBeVisible()
  for (const v of [cadre, officer, leader]) await v.leave()
})

test('several are agreed to in one go; what was decided meanwhile is told with its reason', async ({ browser }) => {
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const other = await Visitor.signedIn(browser, 'wide', 'sunli')
  await officer.go('/approvals')
  const names = ['抓好技术服务', '落实门前三包']
  for (const name of names) await officer.page.getByRole('checkbox', { name: `选择 ${name}` }).check()
  await other.go('/approvals')
  await other.page.getByRole('button', { name: new RegExp(names[0] ?? '') }).click()
  await other.page.locator('.desk').getByRole('button', { name: '同意', exact: true }).click()
  await expect(other.page.getByRole('button', { name: new RegExp(names[0] ?? '') })).toHaveCount(0)
  await officer.page.getByRole('button', { name: new RegExp(names[1] ?? '') }).click()
  await officer.page.getByRole('button', { name: '批量同意 2 件' }).click()
  // One of them is no result, though it stands among them.
  const told = officer.page.locator('.bulk-list li')
  await expect(told.filter({ hasText: names[0] })).toContainText('延期申请')
  await expect(told.filter({ hasText: names[1] })).toContainText('成果审批')
  await officer.page.getByLabel('意见（选填，写入每一件）').fill('材料齐全')
  await officer.page
    .locator('.ant-modal-confirm')
    .getByRole('button', { name: /确\s*定/ })
    .click()
  await expect(officer.page.locator('.ant-modal-confirm-title').getByText('办成 1 件，1 件没有办成')).toBeVisible()
  await expect(officer.page.locator('.bulk-list').getByText(new RegExp(`^${names[0]}：`))).toBeVisible()
  await officer.accessible()
  await expect(officer.page.locator('.desk')).toBeVisible()
  await expect(officer.page.locator('.desk h2')).not.toHaveText(names[1] ?? '')
  await expect(officer.page.locator('.approvals-list [aria-current="true"]')).toHaveCount(1)
  for (const v of [officer, other]) await v.leave()
})

test('who wants somebody else to look first delegates where they decide, and the item leaves their list', async ({
  browser,
}) => {
  const leader = await Visitor.signedIn(browser, 'wide', 'lijian')
  const { page } = leader
  await leader.go('/approvals')
  const row = page.getByRole('button', { name: /落实门前三包/ })
  await row.click()
  await page.locator('.desk').getByRole('button', { name: '更多办理' }).click()
  for (const name of ['委派', '转办', '加签', '批示']) {
    await expect(page.getByRole('menuitem', { name, exact: true })).toBeVisible()
  }
  await page.getByRole('menuitem', { name: '委派' }).click()
  await leader.pick(page.getByLabel('先请谁审批'), /王芳/)
  await page.locator('.form-actions').getByRole('button', { name: '委派' }).click()
  await expect(row).toHaveCount(0)
  await expect(page.locator('.ant-drawer-body')).toHaveCount(0)
  await expect(page.getByText('这件事已经处理完。')).toHaveCount(0)
  await leader.leave()
})

test('a leader instructs from the board, and the goal shows it with its clocks and outlook', async ({ browser }) => {
  const leader = await Visitor.signedIn(browser, 'wide', 'zhoumin')
  await leader.go('/board')
  await leader.accessible()
  await leader.page.getByRole('button', { name: '办理：完善基础配套' }).first().click()
  await leader.page.getByRole('menuitem', { name: '批示' }).click()
  await leader.page.locator('.ant-drawer').getByRole('textbox').first().fill('本周内报管网方案')
  await leader.page.locator('.ant-drawer .form-actions').getByRole('button', { name: '批示' }).click()
  await expect(leader.page.locator('.ant-drawer-body')).toHaveCount(0)
  await leader.page.getByRole('link', { name: '完善基础配套' }).first().click()
  await expect(leader.page.getByText('本周内报管网方案').first()).toBeVisible()
  for (const view of ['计时', '前瞻']) {
    await leader.page.locator('.ant-segmented-item').filter({ hasText: view }).click()
    await leader.settled()
    await leader.accessible()
  }
  await leader.leave()
})
