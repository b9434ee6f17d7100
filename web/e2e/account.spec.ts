import { createHmac } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { town, Visitor } from './town'

/** The code that an authenticator app shows for a secret at a moment. */
function codeOf(secret: string, at: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/[\s=]/g, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('a second factor is bound with a phone and asked for at sign-in', async ({ browser }) => {
  test.setTimeout(180_000)
  const cadre = await Visitor.signedIn(browser, 'phone', 'zhenghao')
  const password = town().passwords.zhenghao ?? ''
  let secret = ''

  await test.step('bound', async () => {
    await cadre.go('/account?view=security')
    await cadre.page.getByRole('button', { name: '绑定动态口令' }).click()
    await cadre.page.locator('.ant-modal').getByLabel('当前密码').fill(password)
    await cadre.page.getByRole('button', { name: '下一步' }).click()
    await expect(cadre.page.locator('.factor-code svg')).toBeVisible()
    await cadre.accessible()
    secret = (await cadre.page.locator('.factor-secret').textContent()) ?? ''
    await cadre.page.getByLabel(/动态口令（6 位数字）/).fill(codeOf(secret, Date.now()))
    await cadre.page.getByRole('button', { name: '启用', exact: true }).click()
    await expect(cadre.page.getByText(/已启用。登录时/)).toBeVisible()
  })

  const again = await Visitor.arrive(browser, 'wide')
  await test.step('the password alone no longer does', async () => {
    await again.page.goto('/sign-in')
    await again.page.getByLabel('用户名').fill('zhenghao')
    await again.page.getByLabel('密码').fill(password)
    await again.page.getByRole('button', { name: '登录' }).click()
    const code = again.page.getByLabel(/动态口令（6 位数字）/)
    await expect(code).toBeFocused()
    await again.accessible()
    // A code counts once: the next one in time is taken too, so that nobody has to wait.
    await code.fill(codeOf(secret, Date.now() + 30_000))
    await again.page.getByRole('button', { name: '登录' }).click()
    await expect(again.page.locator('#main')).toBeVisible()
  })

  await test.step('turned off again, the password does', async () => {
    await again.go('/account?view=security')
    await again.page.getByRole('button', { name: /^停\s*用$/ }).click()
    await again.page.locator('.ant-modal').getByLabel('当前密码').fill(password)
    await again.page
      .locator('.ant-modal')
      .getByRole('button', { name: /^停\s*用$/ })
      .click()
    await expect(again.page.getByText('动态口令已停用')).toBeVisible()
    const anew = await Visitor.signedIn(browser, 'phone', 'zhenghao')
    await anew.leave()
  })
  for (const v of [cadre, again]) await v.leave()
})

test('channels, the calendar address and the burden are at hand', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'phone', 'tanyun')
  await v.go('/account?view=told')
  await v.page.getByRole('button', { name: '添加渠道' }).click()
  await v.page.getByLabel('邮箱').fill('tanyun@example.org')
  await v.page.getByRole('button', { name: '保存' }).click()
  await expect(v.page.locator('.account-list').getByText('tanyun@example.org')).toBeVisible()
  await expect(v.page.getByRole('button', { name: '停用订阅' })).toHaveCount(0)
  await v.page.getByRole('button', { name: '生成订阅地址' }).click()
  const address = await v.page.getByLabel('订阅地址').inputValue()
  expect(address).toContain('/api/v1/feeds/')
  const feed = await v.context.request.get(address)
  expect(await feed.text()).toContain('BEGIN:VCALENDAR')
  await v.accessible()
  await v.page.getByRole('button', { name: '停用订阅' }).click()
  await v.page.locator('.ant-popconfirm').getByRole('button', { name: '确定' }).last().click()
  await expect(v.page.getByText('日历订阅已停用')).toBeVisible()
  await expect(v.page.getByRole('button', { name: '停用订阅' })).toHaveCount(0)
  expect((await v.context.request.get(address)).status()).toBe(404)
  await v.go('/account?view=profile')
  await expect(v.page.getByText('系统给我添了多少事')).toBeVisible()
  await v.accessible()
  await v.leave()
})
