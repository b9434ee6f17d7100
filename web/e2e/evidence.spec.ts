import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// 陈雨 plants oranges and shows it with photos, on a phone; 孙丽 reviews and 王芳 decides, on wide screens.
const step = '扩大柑橘种植'

/** A photo as a camera would give it: drawn by the browser itself. */
async function photo(v: Visitor, colour: string): Promise<Buffer> {
  const text = await v.page.evaluate((fill) => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 480
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.fillStyle = fill
    pen.fillRect(0, 0, 640, 480)
    return canvas.toDataURL('image/jpeg', 0.8).slice('data:image/jpeg;base64,'.length)
  }, colour)
  return Buffer.from(text, 'base64')
}

test('photos from a phone outlive a lost connection and a refresh, and are decided upon', async ({ browser }) => {
  test.setTimeout(240_000)
  const cadre = await Visitor.signedIn(browser, 'phone', 'chenyu')
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const leader = await Visitor.signedIn(browser, 'wide', 'wangfang')
  const card = cadre.page.locator('article').filter({ hasText: step })
  const pieces = cadre.page.locator('.piece')
  const camera = cadre.page.locator('input[capture]').first()

  await test.step('without a connection the photo waits, is kept through a refresh, and goes up afterwards', async () => {
    await cadre.go('/inbox')
    await card.getByRole('button', { name: '提交成果' }).click()
    await cadre.page.route('**/api/v1/attachments?*', (route) => route.abort('connectionreset'))
    const taken = await photo(cadre, '#d8842a')
    await camera.setInputFiles({ name: '柑橘园.jpg', mimeType: 'image/jpeg', buffer: taken })
    await expect(pieces.getByText('网络断开，恢复后自动续传')).toBeVisible()
    await expect(cadre.page.getByRole('button', { name: '提交审批' })).toBeDisabled()
    await cadre.accessible()
    await cadre.go('/inbox')
    await card.getByRole('button', { name: '提交成果' }).click()
    await expect(pieces.getByText('柑橘园.jpg')).toBeVisible()
    await cadre.page.unroute('**/api/v1/attachments?*')
    await cadre.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(pieces.getByText(/已上传/)).toHaveCount(1)
  })

  await test.step('several at a time; what is no photo is refused with the reason', async () => {
    const green = await photo(cadre, '#3d9a5c')
    await cadre.page
      .locator('input[data-slot]')
      .first()
      .setInputFiles([
        { name: '苗木.jpg', mimeType: 'image/jpeg', buffer: green },
        { name: '名册.txt', mimeType: 'text/plain', buffer: Buffer.from('种植户名册\n张三 12 亩\n') },
        { name: '假照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a photo') },
      ])
    await expect(pieces.getByText(/已上传/)).toHaveCount(3)
    await expect(cadre.page.locator('.piece-refused .field-error')).toBeVisible()
    await expect(cadre.page.getByRole('button', { name: '提交审批' })).toBeDisabled()
    await cadre.page.getByRole('button', { name: '移除 假照片.jpg' }).click()
    await cadre.page.getByLabel(/^完成情况(?!说明)/).fill('新增柑橘 800 亩，合同已备案')
    const quantity = cadre.page.getByLabel(/完成数量/)
    if (await quantity.isVisible()) await quantity.fill('800')
    await cadre.accessible()
    await cadre.page.getByRole('button', { name: '提交审批' }).click()
    await expect(card).toHaveCount(0)
  })

  await test.step('the officer sees the photos on the same screen, large on demand, and saves the list', async () => {
    await officer.go('/approvals')
    await officer.page.getByRole('button', { name: new RegExp(step) }).click()
    const desk = officer.page.locator('.desk')
    await expect(desk.locator('.gallery-pictures img')).toHaveCount(2)
    for (const img of await desk.locator('.gallery-pictures img').all()) {
      await expect.poll(() => img.evaluate((i: HTMLImageElement) => i.complete && i.naturalWidth > 0)).toBe(true)
    }
    await officer.accessible()
    await desk.getByRole('button', { name: /放大查看 柑橘园/ }).click()
    await expect(officer.page.locator('.lightbox-frame img')).toHaveAttribute('src', /^blob:/)
    await officer.accessible()
    await officer.page.locator('.lightbox').getByRole('button', { name: '下一张' }).click()
    await expect(officer.page.locator('.ant-modal-title')).toContainText('苗木.jpg (2/2)')
    await officer.page.keyboard.press('Escape')
    const saved = officer.page.waitForEvent('download')
    await desk.getByRole('link', { name: /名册.txt/ }).click()
    expect((await saved).suggestedFilename()).toBe('名册.txt')
    await desk.getByRole('button', { name: '同意', exact: true }).click()
    await expect(officer.page.getByRole('button', { name: new RegExp(step) })).toHaveCount(0)
  })

  await test.step('the leader too, and then the timeline shows them', async () => {
    await leader.go('/approvals')
    await leader.page.getByRole('button', { name: new RegExp(step) }).click()
    await expect(leader.page.locator('.desk .gallery-pictures img')).toHaveCount(2)
    await leader.page.locator('.desk').getByRole('button', { name: '同意', exact: true }).click()
    await expect(leader.page.getByRole('button', { name: new RegExp(step) })).toHaveCount(0)
    await cadre.go('/goals')
    await cadre.page.getByRole('link', { name: /调整农业结构/ }).click()
    await cadre.page.getByText('事件记录', { exact: true }).click()
    await expect(cadre.page.locator('.timeline .gallery-pictures img').first()).toBeVisible()
    await cadre.accessible()
  })

  for (const v of [cadre, officer, leader]) await v.leave()
})
