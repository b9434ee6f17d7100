import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// From the report to 销号, four people in four browsers: 孙丽 drafts and closes out, 陈雨 does the work on a phone,
// 吴刚 of her unit looks at it, 王芳 decides what is large.
const year = new Date().getFullYear() + 1
const report = `清溪镇${year - 1}年工作总结和${year}年工作计划

一、${year - 1}年工作回顾
一是产业发展取得新进展。建成高标准农田1200亩。

二、${year}年工作计划
（一）建好柑橘冷库，延长销售时间
把保鲜做到田头。一是签订冷库合同。与两家合作社签约，明确租金和期限。二是组织入库培训。培训果农三十户，发放操作手册。
（二）修好村组道路，方便群众出行
一是硬化组道。硬化青石村组道3公里。二是加装护栏。临水路段加装护栏800米。
（三）办好民生实事，增进群众福祉
一是改造镇敬老院。更换老旧线路。二是开通农村公交。延伸两条线路。
`

const card = (v: Visitor, step: string) => v.page.locator('article').filter({ hasText: step })

async function accept(v: Visitor, step: string): Promise<void> {
  await v.go('/inbox')
  await card(v, step).getByRole('button', { name: '签收' }).click()
  await expect(card(v, step).getByRole('button', { name: '提交成果' })).toBeVisible()
}

async function agree(v: Visitor, step: string, seen: string): Promise<void> {
  await v.go('/approvals')
  await v.page.getByRole('button', { name: new RegExp(step) }).click()
  await expect(v.page.locator('.desk').getByText(seen).first()).toBeVisible()
  await v.page.locator('.desk').getByRole('button', { name: '同意', exact: true }).click()
  await expect(v.page.getByRole('button', { name: new RegExp(step) })).toHaveCount(0)
}

async function closeOut(v: Visitor, step: string): Promise<void> {
  await v.go('/inbox')
  await card(v, step).getByRole('button', { name: '销号' }).click()
  await v.page.locator('.ant-drawer').getByRole('button', { name: '销号' }).click()
  await expect(card(v, step)).toHaveCount(0)
}

test('a report becomes a plan, the plan work, the work is approved by its size, and the goal is closed out', async ({
  browser,
}) => {
  test.setTimeout(400_000)
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const cadre = await Visitor.signedIn(browser, 'phone', 'chenyu')
  const head = await Visitor.signedIn(browser, 'phone', 'wugang')
  const leader = await Visitor.signedIn(browser, 'wide', 'wangfang')
  const { page } = officer
  const saved = () => expect(page.getByText('已自动保存')).toBeVisible()
  const line = (n: number) => page.locator('.step-line').nth(n)

  await test.step('the officer drafts from the report, and gives both steps to a post', async () => {
    await officer.go('/plans')
    await page
      .locator('input[type=file][accept*=docx]')
      .setInputFiles({ name: '冷库.txt', mimeType: 'text/plain', buffer: Buffer.from(report) })
    await page.getByRole('button', { name: '读取报告' }).click()
    await expect(page.locator('.goal-tabs')).toContainText('建好柑橘冷库')
    const tabs = page.locator('.goal-tabs li button:not(.ant-btn)')
    for (let left = await tabs.count(); left > 1; left--) {
      await tabs.nth(left - 1).click()
      await page.getByRole('button', { name: '删除目标' }).click()
      await page
        .locator('.ant-modal-confirm')
        .getByRole('button', { name: /确\s*定/ })
        .click()
      await expect(tabs).toHaveCount(left - 1)
    }
    await officer.pick(page.getByLabel('牵头单位', { exact: true }), /农业服务中心/)
    await page.getByRole('button', { name: '由举措生成步骤' }).first().click()
    await expect(page.locator('.step-line')).toHaveCount(2)
    await page.getByRole('button', { name: '批量指派' }).click()
    const dialog = page.locator('.ant-modal')
    await officer.pick(dialog.getByLabel('未指派 的事项交给'), /种植专干/)
    await dialog.getByRole('button', { name: /应\s*用/ }).click()
    await page.getByRole('button', { name: '平均分配', exact: false }).first().click()
    for (const n of [0, 1]) await officer.pick(line(n).getByLabel('时限', { exact: true }), /开始后/)
    await saved()
  })

  await test.step('the second step waits for the first; a large contract goes to the leader', async () => {
    await officer.pick(line(1).getByLabel('前置步骤'), /签订冷库合同/)
    await page.keyboard.press('Escape')
    await line(0)
      .getByRole('button', { name: /^更多设置/ })
      .click()
    const details = page.locator('.steps-details')
    const stages = details.locator('.stage-box')
    await expect(stages).toHaveCount(2)
    await stages.nth(0).getByLabel('环节名称').fill('单位负责人审核')
    await stages.nth(0).locator('.ant-select-selection-item-remove').click()
    await officer.pick(stages.nth(0).getByLabel('审批人'), /农业服务中心主任/)
    await page.keyboard.press('Escape')
    await officer.pick(stages.nth(1).getByLabel('何时经过此环节'), /金额/)
    await stages.nth(1).getByLabel('比较的值').fill('50')
    await officer.accessible()
    await saved()
    await expect(page.getByText('已可交办', { exact: true }).first()).toBeVisible()
  })

  await test.step('the year is rehearsed, and the plan issued', async () => {
    await page.locator('.plan-views').getByText('推演', { exact: true }).click()
    await expect(page.locator('.year-picture svg')).toBeVisible()
    await page.locator('.page-head .ant-btn-primary').click()
    await page
      .locator('.ant-modal-confirm')
      .getByRole('button', { name: /^交\s*办$/ })
      .click()
    await expect(page.getByText('1 个目标已开始运行。')).toBeVisible()
  })

  await test.step('the cadre accepts on the phone, and hands in with the amount that decides the way', async () => {
    await accept(cadre, '签订冷库合同')
    await card(cadre, '签订冷库合同').getByRole('button', { name: '提交成果' }).click()
    await cadre.page.getByLabel(/^完成情况(?!说明)/).fill('与青石、柳塘两家合作社签约')
    await expect(cadre.page.getByRole('button', { name: '提交审批' })).toBeDisabled()
    await cadre.page.getByLabel('金额（万元）').fill('86')
    await cadre.accessible()
    await cadre.page.getByRole('button', { name: '提交审批' }).click()
    await expect(card(cadre, '签订冷库合同')).toHaveCount(0)
  })

  await test.step('the head agrees, then the leader, who sees the amount', async () => {
    await agree(head, '签订冷库合同', '与青石、柳塘两家合作社签约')
    await agree(leader, '签订冷库合同', '86')
    await closeOut(officer, '签订冷库合同')
  })

  await test.step('the leader instructs from a line of the ledger', async () => {
    await leader.go('/ledger?q=组织入库培训')
    const row = leader.page.getByRole('row').filter({ hasText: '组织入库培训' })
    await row.getByRole('button', { name: '办理：组织入库培训' }).click()
    await leader.page.getByRole('menuitem', { name: '批示' }).click()
    await leader.page.locator('.ant-drawer').getByRole('textbox').first().fill('春节前务必培训到位')
    await leader.page.locator('.ant-drawer .form-actions').getByRole('button', { name: '批示' }).click()
    await expect(leader.page.locator('.ant-drawer-body')).toHaveCount(0)
    await leader.accessible()
  })

  await test.step('the second step opens, is sent back once, and is agreed to', async () => {
    await accept(cadre, '组织入库培训')
    await card(cadre, '组织入库培训').getByRole('button', { name: '提交成果' }).click()
    await cadre.page.getByLabel(/^完成情况(?!说明)/).fill('培训三十户')
    await cadre.page.getByRole('button', { name: '提交审批' }).click()
    await expect(card(cadre, '组织入库培训')).toHaveCount(0)
    await officer.go('/approvals')
    await page.getByRole('button', { name: /组织入库培训/ }).click()
    const desk = page.locator('.desk')
    await desk.getByLabel('意见').fill('请附签到名册')
    await desk.getByRole('button', { name: '退回' }).click()
    await expect(page.getByRole('button', { name: /组织入库培训/ })).toHaveCount(0)
    await cadre.go('/inbox')
    await expect(card(cadre, '组织入库培训').getByText('请附签到名册')).toBeVisible()
    await card(cadre, '组织入库培训').getByRole('button', { name: '提交成果' }).click()
    await cadre.page.getByLabel(/^完成情况(?!说明)/).fill('培训三十户，名册编号 07')
    await cadre.page.getByRole('button', { name: '提交审批' }).click()
    await expect(card(cadre, '组织入库培训')).toHaveCount(0)
    await agree(officer, '组织入库培训', '名册编号 07')
    await agree(leader, '组织入库培训', '名册编号 07')
    await closeOut(officer, '组织入库培训')
  })

  await test.step('every step is closed out: so is the goal, and everybody can read who did what', async () => {
    for (const v of [leader, cadre]) {
      await v.go('/goals')
      await v.page.getByRole('link', { name: /建好柑橘冷库/ }).click()
      await v.settled()
      await expect(v.page.getByText('已销号').first()).toBeVisible()
      await v.page.getByText('事件记录', { exact: true }).click()
      const told = v.page.locator('.timeline > li')
      await expect(told.filter({ hasText: '请附签到名册' }).first()).toBeVisible()
      await v.accessible()
      await v.page.getByLabel('查找文字').fill('签到名册')
      await v.page.keyboard.press('Enter')
      await expect(told.filter({ hasNotText: '签到名册' })).toHaveCount(0)
      await expect(told.first()).toBeVisible()
      await v.page.reload()
      await expect(told.filter({ hasNotText: '签到名册' })).toHaveCount(0)
      await v.pick(v.page.getByLabel('所有人'), /王芳/)
      await expect(v.page.getByText('没有符合条件的事件')).toBeVisible()
    }
  })
  for (const v of [officer, cadre, head, leader]) await v.leave()
})
