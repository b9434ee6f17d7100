import { expect, type Locator, test } from '@playwright/test'
import { days, directory, issueGoal } from './goals'
import { Visitor } from './town'

// What a running goal is given along the way: steps that answer an instruction, a finding with the steps of the
// template, and a quantity that is reported and corrected.

/** Gives a command on the goal as a whole. */
async function onGoal(v: Visitor, command: string): Promise<Locator> {
  const all = v.page.locator('details.goal-all')
  if (!(await all.evaluate((d) => (d as HTMLDetailsElement).open))) await all.locator('summary').first().click()
  await all.getByRole('button', { name: command, exact: true }).click()
  const sheet = v.page.locator('.ant-drawer-body')
  await expect(sheet.locator('form')).toBeVisible()
  return sheet
}

test('a cadre adds a finding by the template, sees who will do what, and it is dealt with as a hazard', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { post } = await directory(officer)
  const head = post('城管办主任')
  const goal = await issueGoal(officer, {
    title: '整治新街街面秩序',
    unit: '城镇管理办公室',
    template: {
      kind: 'town-management',
      figures: { shops: '20' },
      posts: { lead: head, 'office:management': head, 'office:works': head, 'office:petitions': head },
    },
  })
  const cadre = await Visitor.signedIn(browser, 'phone', 'zhenghao')
  await cadre.go(`/goals/${goal}`)
  const sheet = await onGoal(cadre, '按模板增加')
  await cadre.pick(sheet.getByLabel('增加什么'), /巡查发现的问题/)
  await expect(sheet.getByText('限期改正', { exact: true })).toBeVisible()
  await sheet.getByLabel('名称').fill('新街8号占道经营')
  await expect(sheet.getByText('限期改正：新街8号占道经营')).toBeVisible()
  await cadre.pick(sheet.getByLabel('在哪个检查对象'), /老街饭店/)
  await cadre.pick(sheet.getByLabel('被检查对象的责任岗位'), /青石村主任/)
  await expect(sheet.locator('.field').filter({ hasText: '复查人' })).toContainText('督查专员')
  await cadre.accessible()
  await sheet.getByRole('button', { name: '按模板增加' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(cadre.page.locator('.grid').getByRole('button', { name: '谈话提醒：新街8号占道经营' })).toBeVisible()
  await cadre.accessible()
  await cadre.go('/hazards')
  await cadre.page.getByRole('link', { name: '新街8号占道经营' }).click()
  await cadre.settled()
  await expect(cadre.page.getByRole('link', { name: '老街饭店' })).toBeVisible()
  await cadre.leave()
  await officer.leave()
})

test('an instruction asks for more: the officer answers it with steps, and who is to do them finds them', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { post } = await directory(officer)
  const title = '修缮镇文化站'
  const goal = await issueGoal(officer, {
    title,
    unit: '党政办公室',
    steps: [{ key: 's1', title: '编制修缮方案', kind: 'work', lead: post('党政办主任'), by: days(40), weight: 100 }],
  })
  const mayor = await Visitor.signedIn(browser, 'wide', 'zhoumin')
  await mayor.go(`/goals/${goal}`)
  const words = await onGoal(mayor, '批示')
  await words.getByRole('textbox').first().fill('汛期前把屋面防水做完')
  await words.getByRole('checkbox').first().check()
  await mayor.accessible()
  await words.locator('.form-actions .ant-btn-primary').click()
  await expect(words).toHaveCount(0)
  await mayor.leave()

  await officer.go('/inbox')
  const card = officer.page.locator('article').filter({ hasText: title })
  await card.getByRole('button', { name: '补充步骤' }).click()
  const sheet = officer.page.locator('.ant-drawer-body')
  await expect(sheet.getByText('汛期前把屋面防水做完').first()).toBeVisible()
  await sheet.getByLabel('要做什么').fill('屋面防水施工')
  await officer.pick(sheet.getByLabel('承办'), /党政办主任/)
  await sheet.getByLabel('完成时限').fill(days(20))
  await sheet.getByRole('button', { name: '再加一个步骤' }).click()
  const give = sheet.getByRole('button', { name: '补充步骤', exact: true })
  await expect(give).toBeDisabled()
  await officer.accessible()
  await sheet.getByRole('button', { name: '删除 第 2 个步骤' }).click()
  await give.click()
  await expect(sheet).toHaveCount(0)
  await expect(card.getByRole('button', { name: '补充步骤' })).toHaveCount(0)
  const cadre = await Visitor.signedIn(browser, 'phone', 'heping')
  await cadre.go('/inbox')
  const work = cadre.page.locator('article').filter({ hasText: '屋面防水施工' })
  await expect(work.getByRole('button', { name: '签收' })).toBeVisible()
  await work.getByRole('link', { name: '屋面防水施工' }).click()
  await cadre.settled()
  await expect(cadre.page.getByText('汛期前把屋面防水做完').first()).toBeVisible()
  await cadre.accessible()
  await cadre.leave()
  await officer.leave()
})

test('a quantity is reported, seen against its plan, and corrected with a reason', async ({ browser }) => {
  test.setTimeout(300_000)
  const officer = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { post } = await directory(officer)
  const step = '新栽脐橙'
  const goal = await issueGoal(officer, {
    title: '发展脐橙种植',
    unit: '农业服务中心',
    steps: [
      {
        key: 's1',
        title: step,
        kind: 'work',
        lead: post('种植专干'),
        by: days(60),
        weight: 100,
        target: { milli: 800_000, unit: '亩' },
        planned: [
          { by: days(10), milli: 300_000 },
          { by: days(40), milli: 800_000 },
        ],
      },
    ],
  })
  const cadre = await Visitor.signedIn(browser, 'phone', 'chenyu')
  const sheet = cadre.page.locator('.ant-drawer-body')
  const report = async () => {
    await cadre.go(`/goals/${goal}?step=s1`)
    await cadre.page.locator('#step').getByRole('button', { name: '填报数量' }).click()
    await expect(sheet.locator('form')).toBeVisible()
  }
  await report()
  await sheet.getByLabel(/新增数量/).fill('320')
  await sheet.getByLabel(/^说明/).fill('两个村民小组验收')
  await cadre.accessible()
  await sheet.getByRole('button', { name: '填报数量' }).click()
  await expect(sheet).toHaveCount(0)

  await report()
  await sheet.getByLabel(/新增数量/).fill('-30')
  await expect(sheet.getByRole('button', { name: '填报数量' })).toBeDisabled()
  await sheet.getByLabel('冲减的原因').fill('一块地重复丈量')
  await cadre.accessible()
  await sheet.getByRole('button', { name: '填报数量' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(cadre.page.locator('#step')).toContainText('一块地重复丈量')
  await cadre.page.locator('#step').scrollIntoViewIfNeeded()
  await cadre.accessible()

  await officer.go(`/goals/${goal}?step=s1`)
  const rows = officer.page.locator('table.counts tbody tr')
  await expect(rows.first()).toContainText('300 亩')
  await expect(rows.first()).toContainText('290 亩')
  await officer.accessible()
  await officer.go(`/goals/${goal}?view=timeline`)
  await expect(officer.page.locator('.timeline').getByText('填报数量 -30 亩')).toBeVisible()
  await officer.leave()
  await cadre.leave()
})
