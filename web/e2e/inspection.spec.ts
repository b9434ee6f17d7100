import { deflateSync } from 'node:zlib'
import { type Browser, expect, type Locator, test } from '@playwright/test'
import { Visitor } from './town'

// 徐静 inspects a school on a phone, for a while without a network; 罗山 of the village rectifies what she found, 黄涛
// looks again, and 孙丽 closes it out.
const hazard = '传达室夜间无人值守'

/** A picture as a camera would give it: a small PNG, so that the spec carries no file. */
function photo() {
  const crc = (data: Buffer) => {
    let c = 0xffffffff
    for (const b of data) {
      c ^= b
      for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    }
    return (c ^ 0xffffffff) >>> 0
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const out = Buffer.alloc(8 + body.length)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc(body), 4 + body.length)
    return out
  }
  const size = 32
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 2], 8) // eight bits, RGB
  const rows = Buffer.alloc(size * (1 + size * 3), 120)
  for (let y = 0; y < size; y++) rows[y * (1 + size * 3)] = 0
  const png = [Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows))]
  return { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.concat([...png, chunk('IEND', Buffer.alloc(0))]) }
}

/** Gives every item of the place its answer, with what the item asks for. */
async function lookAt(v: Visitor, fails: RegExp): Promise<void> {
  const items = v.page.locator('.inspect-item')
  await expect(items.first()).toBeVisible()
  for (let i = 0; i < (await items.count()); i++) {
    const item = items.nth(i)
    const bad = fails.test((await item.locator('legend').textContent()) ?? '')
    await item.getByText(bad ? '不合格' : '合格', { exact: true }).click()
    const figure = item.getByLabel(/^数值/)
    if (await figure.isVisible()) await figure.fill('8')
    if (await item.getByText('须附照片').first().isVisible()) {
      await item.locator('input[type=file]').setInputFiles(photo())
      await expect(item.locator('.photo-strip img')).toBeVisible()
    }
  }
}

async function handIn(v: Visitor, step: RegExp): Promise<void> {
  await v.page.getByRole('button', { name: step }).click()
  const sheet = v.page.locator('.ant-drawer-body')
  await expect(sheet.locator('form')).toBeVisible()
  await fillAll(sheet)
  await sheet.getByRole('button', { name: '提交审批' }).click()
  await expect(sheet).toHaveCount(0)
}

async function fillAll(sheet: Locator): Promise<void> {
  const texts = sheet.locator('textarea:not([aria-hidden])')
  for (let i = 0; i < (await texts.count()); i++) await texts.nth(i).fill('已按要求办理，现场核实')
}

async function agree(browser: Browser, who: string, title: string): Promise<void> {
  const v = await Visitor.signedIn(browser, 'wide', who)
  await v.go('/approvals')
  await v.page.getByRole('button', { name: new RegExp(title) }).click()
  await v.page.locator('.desk').getByRole('button', { name: '同意', exact: true }).click()
  await expect(v.page.getByRole('button', { name: new RegExp(title) })).toHaveCount(0)
  await v.leave()
}

async function openHazard(v: Visitor): Promise<void> {
  await v.go('/hazards')
  await v.page.getByRole('link', { name: hazard }).first().click()
  await expect(v.page.getByRole('heading', { level: 1, name: hazard })).toBeVisible()
  await v.settled()
}

test('an inspection on a phone, part of it without a network; what it finds is dealt with to its end', async ({
  browser,
}) => {
  test.setTimeout(480_000)
  const inspector = await Visitor.signedIn(browser, 'phone', 'xujing')

  await test.step('the school is looked at without a network', async () => {
    await inspector.go('/hazards')
    await inspector.accessible()
    await inspector.page.getByRole('link', { name: /节前商户和学校检查/ }).click()
    await inspector.settled()
    await inspector.page.getByLabel('今天谁去检查').fill('黄涛')
    await inspector.page.locator('.ant-select-item-option').filter({ hasText: '黄涛' }).last().click()
    await inspector.page.keyboard.press('Escape')
    await inspector.page.getByLabel('佐证材料：完成情况说明').fill('两人到场，记录双方签字')
    await inspector.page.getByRole('button', { name: '添加检查对象' }).click()
    await inspector.context.setOffline(true)
    await inspector.page.getByRole('button', { name: /青石小学/ }).click()
    await expect(inspector.page.getByText(/现在没有网络/)).toBeVisible()
    await lookAt(inspector, /门卫|校门|封闭/)
    await inspector.accessible()
  })

  await test.step('what failed is entered as a hazard', async () => {
    await inspector.page.getByRole('button', { name: '登记为隐患' }).click()
    const sheet = inspector.page.locator('.ant-drawer-body')
    await sheet.getByLabel('隐患名称').fill(hazard)
    await sheet.getByLabel('现场情况和整改要求').fill('夜间无人值守，须安排轮值')
    await sheet.getByLabel(/^谁复查/).fill('应急站站长')
    await inspector.page.locator('.ant-select-item-option').filter({ hasText: '应急站站长' }).first().click()
    await inspector.accessible()
    await sheet.getByRole('button', { name: '记下这条隐患' }).click()
    await expect(inspector.page.locator('.inspect-hazard').getByText(hazard)).toBeVisible()
    await inspector.page.getByRole('button', { name: '全部检查对象' }).click()
    await expect(inspector.page.getByText('1 条隐患')).toBeVisible()
  })

  await test.step('handed in without a network it waits, and goes off by itself when there is one', async () => {
    await inspector.page.getByRole('button', { name: '预览并提交' }).click()
    await inspector.page.getByRole('button', { name: '有网络时自动提交' }).click()
    await expect(inspector.page.getByText('已存好，等网络恢复后自动提交')).toBeVisible()
    await inspector.context.setOffline(false)
    await expect(inspector.page.getByText(/检查已提交，登记隐患 1 条/)).toBeVisible()
  })

  await test.step('the officer reads place by place what was looked at, before agreeing', async () => {
    const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
    await officer.go('/approvals')
    await officer.page.getByRole('button', { name: /节前商户和学校检查/ }).click()
    const desk = officer.page.locator('.desk')
    await expect(desk.getByText('徐静、黄涛').first()).toBeVisible()
    await expect(desk.locator('.finding-fail').first()).toBeVisible()
    await expect(desk.getByRole('link', { name: hazard })).toBeVisible()
    await desk.getByText(/^其余 \d+ 项$/).click()
    await expect(desk.locator('.finding-pass').first()).toBeVisible()
    await officer.accessible()
    await desk.getByRole('button', { name: '同意', exact: true }).click()
    await officer.leave()
  })

  await test.step('the village has it at once and rectifies it', async () => {
    const village = await Visitor.signedIn(browser, 'phone', 'luoshan')
    await openHazard(village)
    await village.accessible()
    await handIn(village, /^提交 .*整改/)
    await village.leave()
    await agree(browser, 'sunli', `整改.*${hazard}`)
  })

  await test.step('somebody else looks again, and it passes', async () => {
    const checker = await Visitor.signedIn(browser, 'phone', 'huangtao')
    await openHazard(checker)
    await checker.page.getByRole('button', { name: /^复查|^提交 复查/ }).click()
    const sheet = checker.page.locator('.ant-drawer-body')
    await fillAll(sheet)
    await sheet.getByText('通过', { exact: true }).click()
    await checker.accessible()
    await sheet.getByRole('button', { name: '提交复查' }).click()
    await expect(sheet).toHaveCount(0)
    await checker.leave()
    await agree(browser, 'sunli', `复查.*${hazard}`)
  })
  await inspector.leave()
})
