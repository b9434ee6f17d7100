import { expect, type Locator, test } from '@playwright/test'
import { Visitor } from './town'

// The demo town assesses three periods: a month that asks for self-assessments, a quarter that waits for its evaluators,
// and a month whose results are public and objected to. Each is taken on here by the people whose turn it is.
const course = async (v: Visitor, phase: RegExp, room?: string) => {
  await v.go('/assessment')
  await v.page.locator('.course-card').filter({ hasText: phase }).getByRole('link').click()
  await v.settled()
  if (!room) return
  await v.page.getByRole('link', { name: room, exact: true }).click()
  await v.settled()
}

/** A score that was handed in is another one only with the reason. */
async function rescored(evaluator: Visitor, line: Locator, card: Locator, field: Locator) {
  await line.getByRole('button').click()
  await expect(field).toHaveValue('84')
  await field.fill('86')
  const save = card.getByRole('button', { name: '提交并看下一个' })
  await expect(save).toBeDisabled()
  await card.getByLabel('改分理由').fill('补看了抗旱台账')
  await evaluator.accessible()
  const sent = evaluator.page.waitForResponse((r) => r.url().includes('/scores/') && r.request().method() === 'POST')
  await save.click()
  expect((await sent).status()).toBe(200)
}

test('an assessment, from what people say of themselves to a review that is decided', async ({ browser }) => {
  test.setTimeout(300_000)

  await test.step('a self-assessment is begun from the record and handed in from a phone', async () => {
    const cadre = await Visitor.signedIn(browser, 'phone', 'chenyu')
    await course(cadre, /自评/)
    await cadre.accessible()
    await cadre.page.getByRole('link', { name: '写自评' }).first().click()
    await cadre.settled()
    await cadre.page.getByLabel('工作总结').fill('新增柑橘820亩，培训六场已办两场')
    await cadre.accessible()
    await cadre.page.getByRole('button', { name: '提交自评' }).click()
    await expect(cadre.page.getByRole('link', { name: '自评已交' })).toBeVisible()
    await cadre.leave()
  })

  await test.step('two evaluators score, each with the facts beside, neither seeing the other', async () => {
    for (const [who, points] of [
      ['fengbo', '84'],
      ['heping', '80'],
    ] as const) {
      const evaluator = await Visitor.signedIn(browser, 'wide', who)
      await course(evaluator, /考评/, '我要打分')
      const card = evaluator.page.locator('.bench-card')
      const name = ((await card.locator('.bench-head h2').textContent()) ?? '').trim()
      await expect(card.getByText('互不可见').first()).toBeVisible()
      await expect(card.getByText('办理事实').first()).toBeVisible()
      const field = card.getByLabel(/^打分/).first()
      await field.pressSequentially('101')
      await field.press('Control+Enter')
      await expect(card.getByText('只能填 0 至 100')).toBeVisible()
      await expect(field).toHaveValue('101')
      await evaluator.accessible()
      await field.fill(points)
      await field.press('Control+Enter')
      await expect(card.locator('.bench-head h2')).not.toHaveText(name)
      const line = evaluator.page.locator('.bench-list li').filter({ hasText: name })
      await expect(line).toContainText('已打分')
      if (who === 'fengbo') await rescored(evaluator, line, card, field)
      await evaluator.leave()
    }
  })

  await test.step('the group sees the seats and every change with its reason', async () => {
    const mayor = await Visitor.signedIn(browser, 'wide', 'zhoumin')
    await course(mayor, /公示|复核申诉/, '综合评定')
    await expect(mayor.page.getByText('防汛抢险连续值守，领导小组集体研究')).toBeVisible()
    await expect(mayor.page.getByText(/^已用 \d+\/\d+$/).first()).toBeVisible()
    await mayor.accessible()
    await mayor.leave()
  })

  await test.step('somebody who had no part in it puts one score right, after seeing what it leads to', async () => {
    const reviewer = await Visitor.signedIn(browser, 'wide', 'fangyuan')
    await course(reviewer, /公示|复核申诉/, '复核申诉')
    await expect(reviewer.page.getByText(/两名考核员对我的打分相差较大/)).toBeVisible()
    await reviewer.accessible()
    await reviewer.page.getByRole('button', { name: '作出决定' }).click()
    const dialog = reviewer.page.getByRole('dialog')
    await dialog.getByLabel('决定理由').fill('查阅全年台账，何平漏计两次值守')
    await dialog.getByText('改正', { exact: true }).click()
    await expect(dialog.getByLabel(/^冯波 打的分（.*德能勤廉，原 93）/)).toBeVisible()
    const score = dialog.getByLabel(/^何平 打的分（.*德能勤廉，原 72）/)
    await score.fill('850')
    await dialog.getByRole('button', { name: '作出决定' }).click()
    await expect(dialog.getByText('只能填 0 至 100')).toBeVisible()
    await score.fill('85')
    await dialog.getByRole('button', { name: '看看会怎样' }).click()
    await expect(dialog.getByRole('status').filter({ hasText: '总分' })).toBeVisible()
    await reviewer.accessible()
    await dialog.getByRole('button', { name: '作出决定' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(reviewer.page.getByText('查阅全年台账，何平漏计两次值守')).toBeVisible()
    await reviewer.leave()
  })

  await test.step('who asked reads the decision, and follows the score to its facts', async () => {
    const asked = await Visitor.signedIn(browser, 'phone', 'linxia')
    await course(asked, /公示|复核申诉/, '复核申诉')
    await expect(asked.page.getByText('改正').first()).toBeVisible()
    await asked.page.getByRole('link', { name: '看评分表' }).first().click()
    await asked.settled()
    await expect(asked.page.getByText('冯波打分 93，占 50%，计 46.5')).toBeVisible()
    await expect(asked.page.getByText('何平打分 72，方远更正为 85，占 50%，计 42.5')).toBeVisible()
    await expect(asked.page.getByText('72 → 85')).toBeVisible()
    await asked.page.locator('.score-line summary').first().click()
    await expect(asked.page.getByText('指标内得分').first()).toBeVisible()
    await asked.accessible()
    await asked.leave()
  })
})

test('a notice about an assessment opens what it speaks of', async ({ browser }) => {
  const cadre = await Visitor.signedIn(browser, 'phone', 'chenyu')
  await cadre.go('/notices')
  await cadre.page.locator('.notices a[href*="open=self"]').first().click()
  await cadre.settled()
  await expect(cadre.page).toHaveURL(/\/assessment\/[^/]+(\/self\/|\?open=self|$)/)
  await expect(cadre.page.getByRole('link', { name: '总览' }).or(cadre.page.getByLabel('工作总结'))).toBeVisible()
  await cadre.leave()
  const asked = await Visitor.signedIn(browser, 'phone', 'linxia')
  await asked.go('/notices')
  await asked.page.locator('.notices a[href$="/cases"]').first().click()
  await asked.settled()
  await expect(asked.page.getByRole('heading', { level: 1, name: '复核申诉' })).toBeVisible()
  await asked.leave()
})
