import { expect, test } from '@playwright/test'
import { days, directory, issueGoal, send } from './goals'
import { Visitor } from './town'

test('what a leader instructs and an officer urges stands on the card, among the notices and in the navigation', async ({
  browser,
}) => {
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { post } = await directory(officer)
  const lead = post('经发办主任')
  const step = { key: 's1', title: '报送标准厂房台账', kind: 'work', lead, by: days(40), weight: 100 }
  const goal = await issueGoal(officer, { title: '摸清标准厂房底数', unit: '经济发展办公室', steps: [step] })
  await send(officer, 'POST', `/api/v1/goals/${goal}/steps/s1/urge`, { reason: '县里明天要数' })
  const leader = await Visitor.signedIn(browser, 'wide', 'zhoumin')
  await send(leader, 'POST', `/api/v1/goals/${goal}/steps/s1/instruct`, { text: '先报已建成的厂房' })
  const cadre = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  await cadre.go('/inbox')
  const card = cadre.page.locator('article').filter({ hasText: '报送标准厂房台账' })
  await expect(card.getByText(/^周敏 批示.*先报已建成的厂房$/)).toBeVisible()
  await expect(card.getByText('已催办 1 次')).toBeVisible()
  await cadre.accessible()
  const badge = cadre.page.locator('.bottom').getByLabel(/条未读$/)
  const before = Number(/\d+/.exec((await badge.getAttribute('aria-label')) ?? '')?.[0])
  await cadre.page.locator('.bottom').getByRole('button', { name: /更多/ }).click()
  await cadre.page.locator('.bottom-more').getByRole('link', { name: /消息/ }).click()
  const notice = cadre.page.locator('.notices li').filter({ hasText: '周敏：先报已建成的厂房' })
  await expect(notice).toBeVisible()
  await expect(cadre.page.locator('.notices li').filter({ hasText: '孙丽：县里明天要数' })).toBeVisible()
  await cadre.accessible()
  await notice.getByRole('link').click()
  await cadre.settled()
  await expect(cadre.page.locator('.bottom').getByLabel(`${before - 1} 条未读`)).toBeVisible()
  for (const v of [officer, leader, cadre]) await v.leave()
})

test('assessments wait in the inbox, and lead to the room where the work is done', async ({ browser }) => {
  const scorer = await Visitor.signedIn(browser, 'wide', 'heping')
  await scorer.go('/inbox')
  await scorer.page.getByRole('link', { name: '去打分' }).click()
  await expect(scorer.page.getByRole('heading', { level: 1, name: '我要打分' })).toBeVisible()
  await scorer.leave()
  const assessed = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  await assessed.go('/inbox')
  await expect(assessed.page.getByRole('link', { name: '写自评' }).first()).toBeVisible()
  await assessed.accessible()
  await assessed.leave()
})
