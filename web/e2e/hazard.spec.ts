import { type Browser, expect, type Locator, test } from '@playwright/test'
import { Visitor } from './town'

// 罗山 of the village rectifies what an inspection found at the school, on a phone; 黄涛 looks again and it is not
// right; it comes back, is rectified again, passes, is accepted by 徐静 and 黄涛, and closed out by 孙丽.
const hazard = '门卫室无人值守，来访未登记'
const named = `青石小学·${hazard}` // as its steps are titled
const wrong = '夜间仍无人值守，登记本缺三天记录'

async function open(v: Visitor): Promise<void> {
  await v.go('/hazards')
  await v.page.getByRole('link', { name: hazard }).first().click()
  await expect(v.page.getByRole('heading', { level: 1, name: hazard })).toBeVisible()
  await v.settled()
}

async function fillAll(sheet: Locator, words: string): Promise<void> {
  const texts = sheet.locator('textarea:not([aria-hidden])')
  for (let i = 0; i < (await texts.count()); i++) await texts.nth(i).fill(words)
}

/** Hands in what is open in the sheet, with these words in every field. */
async function handIn(v: Visitor, button: RegExp, words: string): Promise<void> {
  const sheet = v.page.locator('.ant-drawer-body')
  await expect(sheet.locator('form')).toBeVisible()
  await fillAll(sheet, words)
  await v.accessible()
  await sheet.getByRole('button', { name: button }).click()
  await expect(sheet).toHaveCount(0)
}

/** Agrees to what was handed in, having read these words of it. */
async function agree(browser: Browser, who: string, title: string, words: string): Promise<void> {
  const v = await Visitor.signedIn(browser, 'wide', who)
  await v.go('/approvals')
  await v.page.getByRole('button', { name: new RegExp(title) }).click()
  await expect(v.page.locator('.desk').getByText(words).first()).toBeVisible()
  await v.accessible()
  await v.page.locator('.desk').getByRole('button', { name: '同意', exact: true }).click()
  await expect(v.page.getByRole('button', { name: new RegExp(title) })).toHaveCount(0)
  await v.leave()
}

/** Looks again: the one item that failed, passed now or not. */
async function lookAgain(v: Visitor, passed: boolean, remark: string, mended: string): Promise<void> {
  await open(v)
  await v.page.getByRole('button', { name: /^提交 复查/ }).click()
  const sheet = v.page.locator('.ant-drawer-body')
  await expect(v.page.locator('.ant-drawer-title')).toHaveText('复查')
  await sheet.getByText('罗山 提交的整改情况').click()
  await expect(sheet.getByText(mended).first()).toBeVisible()
  await fillAll(sheet, '两人到场，门卫室')
  await sheet.getByText(passed ? '通过' : '不通过', { exact: true }).click()
  const send = sheet.getByRole('button', { name: passed ? '提交复查' : '提交，退回整改' })
  if (!passed) {
    await sheet.getByLabel('复查情况').fill('')
    await expect(send).toBeDisabled()
  }
  await sheet.getByLabel(/^复查情况/).fill(remark)
  await v.accessible()
  await send.click()
  await expect(sheet).toHaveCount(0)
}

test('a hazard that is not put right comes back with what is still wrong, and is closed once it is', async ({
  browser,
}) => {
  test.setTimeout(480_000)
  const village = await Visitor.signedIn(browser, 'phone', 'luoshan')
  const checker = await Visitor.signedIn(browser, 'phone', 'huangtao')
  const card = village.page.locator('article').filter({ hasText: `整改：${named}` })

  await test.step('the village rectifies from its inbox; the officer agrees', async () => {
    await village.go('/inbox')
    await card.getByRole('button', { name: '提交成果' }).click()
    await handIn(village, /^提交审批$/, '已安排轮值，来访登记本放在门卫室')
    await expect(card).toHaveCount(0)
    await agree(browser, 'sunli', `整改：${named}`, '来访登记本放在门卫室')
  })

  await test.step('nothing is closed out before the last step has passed', async () => {
    const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
    await open(officer)
    await expect(officer.page.locator('.page-head').getByText('待复查')).toBeVisible()
    await expect(officer.page.getByRole('button', { name: /^销号 / })).toHaveCount(0)
    await officer.leave()
  })

  await test.step('who looks again says what is still wrong', async () => {
    await open(checker)
    await lookAgain(checker, false, wrong, '来访登记本放在门卫室')
  })

  await test.step('it is back on the phone of the village, with why on top', async () => {
    await village.go('/inbox')
    await expect(card.getByText(wrong)).toBeVisible()
    await expect(card.getByText(/黄涛/).first()).toBeVisible()
    await village.accessible()
    await open(village)
    await village.accessible()
    await expect(village.page.getByText(wrong).first()).toBeVisible()
    const again = village.page
      .locator('.hazard-step')
      .filter({ hasText: `复查：${named}` })
      .first()
    await expect(again.getByText('前面的步骤完成后开始计时')).toBeVisible()
    await village.page.getByRole('button', { name: `提交 一般隐患整改：${named}` }).click()
    await expect(village.page.locator('.ant-drawer-body').getByText(wrong)).toBeVisible()
    await handIn(village, /^提交审批$/, '夜间轮值表已上墙，缺的登记已补')
    await agree(browser, 'sunli', `整改：${named}`, '夜间轮值表已上墙')
  })

  await test.step('it passes; the safety office accepts, and it is closed out', async () => {
    await lookAgain(checker, true, '夜间有人值守，登记齐全', '夜间轮值表已上墙')
    await agree(browser, 'sunli', `复查：${named}`, '夜间有人值守，登记齐全')
    const office = await Visitor.signedIn(browser, 'phone', 'xujing')
    await open(office)
    await office.page.getByRole('button', { name: `提交 验收销号：${named}` }).click()
    await handIn(office, /^提交审批$/, '现场验收，销号表已存档')
    await agree(browser, 'huangtao', `验收销号：${named}`, '销号表已存档')
    const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
    await open(officer)
    const close = officer.page.getByRole('button', { name: /^销号 / })
    await expect(close).toHaveCount(1) // one act closes all of its steps
    await expect(close).toHaveAccessibleName(`销号 验收销号：${named}`)
    await close.click()
    await officer.page.locator('.ant-drawer').getByRole('button', { name: '销号', exact: true }).click()
    await expect(officer.page.locator('.ant-drawer-body')).toHaveCount(0)
    await office.leave()
    await officer.leave()
  })

  await test.step('everybody can read how it went', async () => {
    await open(village)
    await expect(village.page.locator('.page-head').getByText('已销号')).toBeVisible()
    await village.accessible()
  })
  await village.leave()
  await checker.leave()
})
