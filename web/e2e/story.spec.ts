import { expect, test } from '@playwright/test'
import { town, Visitor } from './town'

// 钱雪 carries 强化招商服务 out, on a phone; 孙丽 reviews it and 李健 decides, on wide screens.
const step = '强化招商服务'
const sentence = '已接待客商 12 批次，签约项目 3 个'

test('a step goes from the phone of a cadre to the leader, comes back, and is closed out', async ({ browser }) => {
  test.setTimeout(240_000)
  const cadre = await Visitor.signedIn(browser, 'phone', 'qianxue')
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const leader = await Visitor.signedIn(browser, 'wide', 'lijian')

  await test.step('the cadre hands it in; what was typed survives a refresh', async () => {
    await cadre.go('/inbox')
    const card = cadre.page.locator('article').filter({ hasText: step })
    await card.getByRole('button', { name: '提交成果' }).click()
    await cadre.page.getByLabel(/^完成情况(?!说明)/).fill(sentence)
    await expect(cadre.page.getByText(/草稿已保存在本机/)).toBeVisible()
    await cadre.go('/inbox')
    await card.getByRole('button', { name: '提交成果' }).click()
    await expect(cadre.page.getByLabel(/^完成情况(?!说明)/)).toHaveValue(sentence)
    await cadre.page.getByLabel('佐证材料：完成情况说明').fill('合同编号 2026-017 至 019')
    await cadre.accessible()
    await cadre.page.getByRole('button', { name: '提交审批' }).click()
    await expect(card).toHaveCount(0)
  })

  await test.step('the officer sees it at once, and sends it back with a reason', async () => {
    await officer.go('/approvals')
    await officer.page.getByRole('button', { name: new RegExp(step) }).click()
    const desk = officer.page.locator('.desk')
    await expect(desk.getByText(sentence)).toBeVisible()
    await officer.accessible()
    await desk.getByRole('button', { name: '退回' }).click()
    await expect(desk.getByText('请写明理由，对方据此修改')).toBeVisible()
    await desk.getByLabel('意见').fill('请附合同金额')
    await desk.getByRole('button', { name: '退回' }).click()
    await expect(officer.page.getByText(`已退回：${step}（成果审批）`)).toBeVisible()
    await expect(officer.page.getByRole('button', { name: new RegExp(step) })).toHaveCount(0)
  })

  await test.step('the cadre sees why on top, and hands it in again', async () => {
    await cadre.go('/inbox')
    const card = cadre.page.locator('article').filter({ hasText: step })
    await expect(card.getByText('请附合同金额')).toBeVisible()
    await card.getByRole('button', { name: '提交成果' }).click()
    // What was handed in before is there already.
    await expect(cadre.page.getByLabel(/^完成情况(?!说明)/)).toHaveValue(sentence)
    await cadre.page.getByLabel(/^完成情况(?!说明)/).fill(`${sentence}，合同总额 8600 万元`)
    await cadre.page.getByRole('button', { name: '提交审批' }).click()
    await expect(card).toHaveCount(0)
  })

  await test.step('the officer sees what changed and agrees', async () => {
    await officer.go('/approvals')
    await officer.page.getByRole('button', { name: new RegExp(step) }).click()
    await expect(officer.page.locator('.desk').getByText('本轮有改动').first()).toBeVisible()
    await officer.page.locator('.desk').getByRole('button', { name: '同意', exact: true }).click()
    await expect(officer.page.getByRole('button', { name: new RegExp(step) })).toHaveCount(0)
  })

  await test.step('the leader agrees with a key', async () => {
    await leader.go('/approvals')
    await leader.page.getByRole('button', { name: new RegExp(step) }).click()
    await expect(
      leader.page
        .locator('.desk')
        .getByText(/8600 万元/)
        .first(),
    ).toBeVisible()
    await leader.page.locator('h1').click()
    await leader.page.keyboard.press('a')
    await expect(leader.page.locator('.ant-modal-confirm').getByText('成果审批')).toBeVisible()
    await leader.page.keyboard.press('Enter')
    await expect(leader.page.getByRole('button', { name: new RegExp(step) })).toHaveCount(0)
  })

  await test.step('the officer closes it out, and the timeline tells who did what', async () => {
    await officer.go('/inbox')
    const card = officer.page.locator('article').filter({ hasText: step })
    await card.getByRole('button', { name: '销号' }).click()
    await officer.page.locator('.ant-drawer').getByRole('button', { name: '销号' }).click()
    await expect(card).toHaveCount(0)
    await cadre.go('/goals')
    await cadre.page.getByRole('link', { name: /扩大清溪食品工业园/ }).click()
    await cadre.page.getByText('事件记录', { exact: true }).click()
    await expect(cadre.page.locator('.timeline').getByText('请附合同金额').first()).toBeVisible()
    await expect(cadre.page.locator('.timeline').getByText('销号').first()).toBeVisible()
  })

  for (const v of [cadre, officer, leader]) await v.leave()
})

test('a refused sign-in says so; a one-time password must be changed first', async ({ browser }) => {
  const stranger = await Visitor.arrive(browser, 'phone')
  await stranger.page.goto('/sign-in')
  await stranger.page.getByLabel('用户名').fill('nobody')
  await stranger.page.getByLabel('密码').fill('wrong')
  await stranger.page.getByRole('button', { name: '登录' }).click()
  await expect(stranger.page.getByRole('alert')).toBeVisible()
  await stranger.accessible()

  const admin = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  await admin.go('/admin/users')
  await admin.page.getByRole('button', { name: '新建账号' }).click()
  await admin.page.getByLabel('姓名', { exact: true }).fill('马新')
  await admin.page.getByLabel('用户名', { exact: true }).fill('maxin')
  await admin.page.getByRole('button', { name: '保存' }).click()
  const once = await admin.page.locator('.once').textContent()

  await stranger.page.getByLabel('用户名').fill('maxin')
  await stranger.page.getByLabel('密码').fill(once ?? '')
  await stranger.page.getByRole('button', { name: '登录' }).click()
  const changes = async (from: string, to: string) => {
    await expect(stranger.page.getByRole('heading', { name: '请先修改密码' })).toBeVisible()
    await stranger.page.getByLabel('当前密码').fill(from)
    await stranger.page.getByLabel('新密码', { exact: true }).fill(to)
    await stranger.page.getByLabel('再输一次新密码').fill(to)
    await stranger.page.getByRole('button', { name: '修改密码' }).click()
    await expect(stranger.page.locator('#main')).toBeVisible()
  }
  await changes(once ?? '', 'Qingxi-2026-go')
  await expect(stranger.page).toHaveURL(/\/account$/)
  await stranger.settled()
  // Who comes back to the address is not kept there.
  await stranger.page.goto('/password')
  await expect(stranger.page).toHaveURL(/\/account$/)

  // A password that was set anew later: the link that was opened is where the change leads.
  await admin.page.locator('.ant-modal').getByRole('button', { name: '关闭' }).last().click()
  await admin.page.getByRole('button', { name: '修改 马新' }).click()
  await admin.page.getByText('重置密码', { exact: true }).click()
  await admin.page.locator('.ant-modal-confirm .ant-btn-primary').click()
  const again = admin.page.locator('.once').filter({ hasNotText: once ?? '' })
  await expect(again).toBeVisible()
  const second = (await again.textContent()) ?? ''
  await stranger.page.goto('/goals?q=x')
  await expect(stranger.page.getByText('登录已过期')).toBeVisible()
  await stranger.page.getByLabel('用户名').fill('maxin')
  await stranger.page.getByLabel('密码').fill(second)
  await stranger.page.getByRole('button', { name: '登录' }).click()
  await changes(second, 'Qingxi-2027-go')
  await expect(stranger.page).toHaveURL(/\/goals\?q=x$/)
  await stranger.leave()
  await admin.leave()
})

test('when the server is out of reach nothing typed is lost, and trying again happens once', async ({ browser }) => {
  const cadre = await Visitor.signedIn(browser, 'phone', 'linxia')
  await cadre.go('/inbox')
  const card = cadre.page.locator('article').filter({ hasText: '开展市容巡查' })
  const keys: string[] = []
  let broken = true
  await cadre.page.route('**/accept', async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '')
    if (!broken) return route.continue()
    await route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'busy',
        status: 503,
        code: 'unavailable',
        detail: '系统暂时繁忙',
        trace_id: 'e2e',
        retry_after: 1,
      }),
    })
  })
  await card.getByRole('button', { name: '签收' }).click()
  await expect(cadre.page.getByRole('alert')).toContainText('系统暂时繁忙')
  broken = false
  await cadre.page.getByRole('button', { name: '再试一次' }).click()
  await expect(card.getByRole('button', { name: '提交成果' })).toBeVisible()
  expect(keys.length).toBe(2)
  expect(keys[0]).toBe(keys[1])
  await cadre.leave()
})

test('once the page stands, its menus, forms and navigation open without a network', async ({ browser }) => {
  const cadre = await Visitor.signedIn(browser, 'phone', 'linxia')
  const later = ['menu-opened', 'more-drawer', 'sheet-'].map((part) => cadre.page.waitForResponse(new RegExp(part)))
  await cadre.page.reload()
  await Promise.all(later)
  await cadre.page.waitForLoadState('networkidle')
  await cadre.context.setOffline(true)
  await cadre.page.getByRole('button', { name: '更多办理' }).first().click()
  await cadre.page.getByRole('menuitem', { name: '提问、留言' }).click()
  const form = cadre.page.getByRole('dialog')
  await expect(form.getByText(/连不上服务器/)).toBeVisible()
  await cadre.context.setOffline(false)
  await expect(form.getByRole('textbox').first()).toBeVisible()
  await cadre.context.setOffline(true)
  await form.getByRole('button', { name: /关闭|Close/ }).click()
  await cadre.page.locator('.bottom').getByRole('button', { name: /更多/ }).click()
  const more = cadre.page.getByRole('dialog').getByRole('link', { name: '考核' })
  await expect(more).toBeVisible()
  await expect(cadre.page.getByText(/现在没有网络/)).toBeVisible()

  // A page that was never opened says that it cannot be fetched, and comes when the network does.
  await more.click()
  await expect(cadre.page.getByRole('alert')).toContainText('连不上服务器')
  await cadre.context.setOffline(false)
  await expect(cadre.page.getByRole('heading', { level: 1, name: '考核' })).toBeVisible()
  cadre.forgive(/^console: Problem: 连不上服务器/)
  await cadre.leave()
})

test('the page comes with a policy that allows nothing from outside', async ({ request }) => {
  const answer = await request.get(town().url)
  const policy = answer.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe-inline')
})
