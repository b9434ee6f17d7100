import { expect, test } from '@playwright/test'
import { type Size, Visitor } from './town'

const pages: Record<string, string[]> = {
  zhaolei: ['/inbox', '/goals', '/ledger', '/notices', '/account', '/account?view=security', '/account?view=told'],
  zhoumin: ['/approvals', '/board', '/plans', '/roster', '/roster?view=month'],
  sunli: [
    '/approvals',
    '/ledger',
    '/plans',
    '/templates',
    '/templates?view=steps',
    '/templates?view=text',
    '/assessment',
    '/admin/calendars',
    '/admin/delegations',
    '/admin/handover',
    '/admin/health',
  ],
  xujing: ['/hazards', '/places', '/checklists', '/checklists/factory'],
  sysadmin: [
    '/admin/users',
    '/admin/users/import',
    '/admin/units',
    '/admin/settings',
    '/admin/health',
    '/admin/handover',
  ],
  audadmin: ['/admin/audit'],
}

for (const size of ['wide', 'phone'] as Size[]) {
  test(`every page is accessible and keeps to itself (${size})`, async ({ browser }) => {
    test.setTimeout(480_000)
    for (const [who, paths] of Object.entries(pages)) {
      const v = await Visitor.signedIn(browser, size, who)
      for (const path of paths) {
        await v.go(path)
        await v.accessible()
        const wider = await v.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(wider, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      await v.leave()
    }
  })

  test(`a goal's views are accessible (${size})`, async ({ browser }) => {
    const v = await Visitor.signedIn(browser, size, 'sunli')
    await v.go('/goals')
    await v.page.locator('.goal-card h2 a').first().click()
    for (const view of ['graph', 'table', 'gantt', 'timeline', 'clocks', 'outlook', 'source']) {
      const url = new URL(v.page.url())
      url.searchParams.set('view', view)
      await v.page.goto(url.toString())
      await v.settled()
      await v.accessible()
    }
    await v.leave()
  })
}

for (const size of ['wide', 'phone'] as Size[]) {
  test(`an assessment's plans, rooms and dialogs are accessible (${size})`, async ({ browser }) => {
    test.setTimeout(240_000)
    const v = await Visitor.signedIn(browser, size, 'sunli')
    const fits = async () => {
      await v.settled()
      await v.accessible()
      const wider = await v.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wider, `${v.page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
    }
    await v.go('/assessment')
    await v.page.getByRole('button', { name: '新建考核方案' }).click()
    await expect(v.page.getByRole('dialog')).toBeVisible()
    await fits()
    await v.go('/assessment')
    await v.page
      .getByRole('link', { name: /年度考核/ })
      .first()
      .click()
    await v.settled()
    await v.page.getByRole('button', { name: '开始试算' }).click()
    await expect(v.page.getByText(/^公务员：/)).toBeVisible()
    await fits()
    await v.go('/assessment')
    await v.page
      .locator('.course-card')
      .filter({ hasText: /公示|复核申诉/ })
      .getByRole('link')
      .click()
    await fits()
    for (const room of ['抽查核实', '综合评定', '公示与结果', '复核申诉']) {
      await v.page.locator('.room-tabs').getByRole('link', { name: room, exact: true }).click()
      await expect(v.page.getByRole('heading', { level: 1, name: room })).toBeVisible()
      await fits()
    }
    const seed = v.page.locator('.sample-seed')
    await v.page.locator('.room-tabs').getByRole('link', { name: '抽查核实', exact: true }).click()
    expect(await seed.evaluate((p) => p.scrollWidth - p.clientWidth)).toBeLessThanOrEqual(0)
    await v.leave()
  })
}

test('who assesses finds the assessments at the foot of the phone', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'phone', 'fengbo')
  await v.page.locator('.bottom').getByRole('link', { name: '考核' }).click()
  await expect(v.page.getByRole('heading', { level: 1, name: '考核' })).toBeVisible()
  await v.leave()
})

test('everything can be read in English', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'zhoumin')
  await v.page.getByRole('button', { name: /周敏/ }).click()
  await v.page.getByText('English', { exact: true }).click()
  await expect(v.page.getByRole('heading', { name: 'For my decision' })).toBeVisible()
  for (const [path, title] of [
    ['/board', 'Board'],
    ['/ledger', 'Ledger'],
    ['/plans', 'Plans'],
    ['/assessment', 'Assessment'],
    ['/hazards', 'Inspections and hazards'],
    ['/roster', 'Duty roster'],
    ['/account?view=told', 'My account'],
  ] as const) {
    await v.go(path)
    await expect(v.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }
  await v.leave()
})

test('somebody who is not signed in is asked to, and comes back to where they wanted', async ({ browser }) => {
  const v = await Visitor.arrive(browser, 'wide')
  await v.page.goto('/ledger?light=red')
  await expect(v.page.getByLabel('用户名')).toBeVisible()
  expect(new URL(v.page.url()).searchParams.get('back')).toContain('/ledger')
  await v.leave()
})

test('an address that leads nowhere keeps the navigation', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  await v.go('/nowhere/at/all')
  await expect(v.page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
  await v.accessible()
  await v.page.getByRole('navigation').getByRole('link', { name: '我的待办' }).click()
  await expect(v.page.getByRole('heading', { name: '我的待办' })).toBeVisible()
  await v.leave()
})

test('an address that names a step leads to the step on a phone, and the heading keeps the focus', async ({
  browser,
}) => {
  const v = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  await v.go('/inbox')
  const link = v.page.locator('a[href*="/goals/"][href*="step="]').first()
  const step = new URL((await link.getAttribute('href')) ?? '', v.page.url()).searchParams.get('step')
  expect(step).toBeTruthy()
  await link.click()
  await v.settled()
  await expect(v.page.locator('#step .panel-head')).toBeInViewport()
  await expect(v.page.locator('h1')).toBeFocused()
  await v.page.reload()
  await v.settled()
  await expect(v.page.locator('#step .panel-head')).toBeInViewport()
  await v.leave()
})
