import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// 赵磊 writes a comment on a phone, where everything that can go wrong does.
const words = '路面已清理，等县里复核'

test('what is typed into a form outlives closing it, a refresh and the end of the session, and is sent once', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const v = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  const { page } = v
  await v.go('/goals')
  await page.locator('.goal-card h2 a').first().click()
  await v.settled()
  await page.getByRole('button', { name: '完善基础配套' }).first().click()
  await expect(page).toHaveURL(/step=/)
  const address = page.url()
  const sheet = page.locator('.ant-drawer-body')
  const field = sheet.locator('textarea')
  const open = () => page.getByRole('button', { name: '评论', exact: true }).first().click()
  const send = () => sheet.getByRole('button', { name: '评论', exact: true }).click()

  await test.step('closed by mistake, then read again', async () => {
    await open()
    await field.fill(words)
    await page.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await open()
    await expect(field).toHaveValue(words)
    await expect(sheet.getByText('上次写了没有发出的内容')).toBeVisible()
    await v.accessible()
    await page.goto(address)
    await v.settled()
    await open()
    await expect(field).toHaveValue(words)
  })

  await test.step('the session ends while it is being written', async () => {
    await v.context.clearCookies()
    await send()
    await expect(page.getByLabel('用户名')).toBeVisible()
    await v.signInHere('zhaolei')
    await expect(page).toHaveURL(address)
    await open()
    await expect(field).toHaveValue(words)
  })

  const keys: string[] = []
  await test.step('the answer is lost on the way, and the page is read again before it is sent again', async () => {
    await page.route('**/comment', async (route) => {
      keys.push(route.request().headers()['idempotency-key'] ?? '')
      if (keys.length > 1) return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await send()
    await expect(page.getByRole('alert')).toBeVisible()
    await page.goto(address)
    await v.settled()
    await open()
    await expect(field).toHaveValue(words)
    await send()
    await expect(sheet).toHaveCount(0)
    expect(keys.length).toBe(2)
    expect(keys[1]).toBe(keys[0])
  })

  await test.step('it stands there once, and the form is empty again', async () => {
    await page.getByText('事件记录', { exact: true }).click()
    await expect(page.locator('.timeline').getByText(words)).toHaveCount(1)
    await open()
    await expect(field).toHaveValue('')
  })
  await v.leave()
})

test('a form of the administrator keeps its text while the server is away, and makes one thing when sent again', async ({
  browser,
}) => {
  const v = await Visitor.signedIn(browser, 'wide', 'sysadmin')
  const { page } = v
  await v.go('/admin/units')
  const dialog = page.getByRole('dialog')
  const open = () => page.getByRole('button', { name: '新增单位' }).click()
  const holds = async () => {
    await expect(dialog.getByLabel('名称')).toHaveValue('白鹭滩村')
    await expect(dialog.getByLabel('编码')).toHaveValue('bailutan')
  }

  await test.step('closed by mistake, then read again', async () => {
    await open()
    await expect(dialog.getByText('上次写了没有发出的内容')).toHaveCount(0)
    await dialog.getByLabel('名称').fill('白鹭滩村')
    await dialog.getByLabel('编码').fill('bailutan')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await open()
    await holds()
    await expect(dialog.getByText('上次写了没有发出的内容')).toBeVisible()
    await v.accessible()
    await v.go('/admin/units')
    await open()
    await holds()
  })

  const keys: string[] = []
  await test.step('the server is away after it did what was asked', async () => {
    await page.route('**/api/v1/units', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      keys.push(route.request().headers()['idempotency-key'] ?? '')
      if (keys.length > 1) return route.continue()
      await route.fetch()
      await route.fulfill({ status: 503, contentType: 'text/html', body: 'away' })
    })
    await dialog.getByRole('button', { name: '保存' }).click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await holds()
    await dialog.getByRole('button', { name: '再试一次' }).click()
    await expect(dialog).toHaveCount(0)
    expect(keys.length).toBe(2)
    expect(keys[0]).not.toBe('')
    expect(keys[1]).toBe(keys[0])
  })

  await test.step('it stands there once, and the form is empty again', async () => {
    await expect(page.locator('.unit-tree button').filter({ hasText: '白鹭滩村' })).toHaveCount(1)
    await open()
    await expect(dialog.getByLabel('名称')).toHaveValue('')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '删除单位' }).click()
    await page.getByRole('button', { name: /^确\s*定$/ }).click()
    await expect(page.locator('.unit-tree button').filter({ hasText: '白鹭滩村' })).toHaveCount(0)
  })
  await v.leave()
})

test('what is typed into a plan outlives the end of the session, and is never put over what a colleague saved', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { page } = v
  await v.go('/plans')
  const byHand = page.locator('form')
  await byHand.getByLabel('计划名称').fill('会话与草稿')
  await byHand.getByRole('button', { name: '新建' }).click()
  await page.getByRole('button', { name: '新增目标' }).click()
  const title = page.getByLabel('目标名称')
  await title.fill('整治村容村貌')
  const state = page.locator('.save-state')
  await expect(state).toHaveText(/已自动保存/)
  const address = page.url()

  await test.step('the session ends while a goal is being named', async () => {
    await v.context.clearCookies()
    await title.fill('整治村容村貌二十个村')
    await expect(page.getByText('登录已过期，请重新登录。没写完的内容还在本机。')).toBeVisible()
    await v.signInHere('sunli')
    await expect(page).toHaveURL(address)
    await expect(page.getByText('上次没来得及保存的修改已为您找回')).toBeVisible()
    await expect(title).toHaveValue('整治村容村貌二十个村')
    await expect(state).toHaveText(/已自动保存/)
    await v.accessible()
  })

  await test.step('a number beyond measure is told at its field, and keeps nothing else from being saved', async () => {
    await page.getByLabel('目标值').fill('1234567890123456789012')
    await expect(page.getByText(/没有采用：应在 0 至/)).toBeVisible()
    await title.fill('整治村容村貌三十个村')
    await expect(state).toHaveText(/已自动保存/)
    await page.getByLabel('目标值').fill('')
  })

  await test.step('a colleague saves first: what was typed is offered, and wanted', async () => {
    const path = `/api/v1/plans/${address.split('/').pop()}`
    await page.route(`**${path}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()))
    await title.fill('整治村容村貌四十个村')
    await expect(state).toContainText('没有保存')
    const { plan } = await (await page.request.get(path)).json()
    const saved = await page.request.put(path, {
      data: { title: '重点工作', year: plan.year, version: plan.version, goals: plan.goals },
      headers: { Origin: new URL(address).origin },
    })
    expect(saved.ok()).toBe(true)
    await page.unroute(`**${path}`)
    await state.getByRole('button', { name: '再试一次' }).click()
    await expect(state).toContainText('别人刚保存了这份草稿')
    await state.getByRole('button', { name: '重新加载' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('重点工作')
    await expect(title).toHaveValue('整治村容村貌三十个村')
    await expect(page.getByText(/您上次有没保存的修改（整治村容村貌四十个村）/)).toBeVisible()
    await v.accessible()
    await page.reload()
    await page.getByRole('button', { name: '采用我的修改' }).click()
    await expect(title).toHaveValue('整治村容村貌四十个村')
    await expect(state).toHaveText(/已自动保存/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('重点工作')
  })
  await v.leave()
})
