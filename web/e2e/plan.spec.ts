import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, type Locator, test } from '@playwright/test'
import { sheetOf } from './sheet'
import { Visitor } from './town'

// Worded apart from the demo town's own report, so that no other spec meets these steps.
const demo = readFileSync(fileURLToPath(new URL('../../cmd/duban/demo_report.txt', import.meta.url)), 'utf8')
const report = Buffer.from(
  demo.replaceAll('扩大清溪食品工业园', '做强清溪食品工业园').replace('强化招商服务', '优化营商环境'),
)

class Desk {
  constructor(readonly v: Visitor) {}

  static async fromReport(v: Visitor): Promise<Desk> {
    await v.go('/plans')
    await v.page
      .locator('input[type=file][accept*=docx]')
      .setInputFiles({ name: '工作报告.txt', mimeType: 'text/plain', buffer: report })
    await v.page.getByRole('button', { name: '读取报告' }).click()
    await expect(v.page.locator('.plan-source .mark-measure').first()).toBeVisible()
    return new Desk(v)
  }

  get tabs(): Locator {
    return this.v.page.locator('.goal-tabs li button:not(.ant-btn)')
  }

  get measures(): Locator {
    return this.v.page.locator('.measure-list textarea:not([aria-hidden])')
  }

  async measureMenu(at: number, item: string): Promise<void> {
    await this.v.page.locator('.measure-list .ant-btn').nth(at).click()
    const menu = this.v.page.locator('.ant-dropdown:visible')
    await menu.getByText(item, { exact: true }).click()
    await expect(menu).toHaveCount(0) // closed, so that the next one is not taken for it
  }

  async confirm(name: RegExp): Promise<void> {
    await this.v.page.locator('.ant-modal-confirm').getByRole('button', { name }).click()
  }

  async saved(): Promise<void> {
    await expect(this.v.page.getByText('已自动保存')).toBeVisible()
  }

  async onlyGoal(n: number): Promise<void> {
    for (let left = await this.tabs.count(); left > 1; left--) {
      await this.tabs.nth(n > 0 ? 0 : left - 1).click()
      if (n > 0) n--
      await this.v.page.getByRole('button', { name: '删除目标' }).click()
      await this.confirm(/确\s*定/)
      await expect(this.tabs).toHaveCount(left - 1)
    }
  }
}

test('a work report is mended against its text: split, merged, moved, and every gap leads to its place', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  const desk = await Desk.fromReport(v)
  await v.accessible()

  await test.step('text and measures show each other', async () => {
    await v.page.locator('.plan-source .mark-measure').nth(1).click()
    await expect(desk.measures.nth(1)).toBeFocused()
    await expect(v.page.locator('.mark-here')).toHaveCount(1)
    await desk.measures.nth(0).focus()
    await expect(v.page.locator('.mark-here')).toHaveAttribute('data-measure', 'm1')
  })

  await test.step('a measure becomes a goal of its own, and goes back', async () => {
    const goals = await desk.tabs.count()
    const measures = await desk.measures.count()
    await desk.measureMenu(1, '从此条起另立目标')
    await expect(desk.tabs).toHaveCount(goals + 1)
    await expect(desk.measures).toHaveCount(1)
    await desk.saved()
    await desk.tabs.nth(1).click()
    await v.page.getByRole('button', { name: '并入上一个目标' }).click()
    await desk.confirm(/确\s*定/)
    await expect(desk.tabs).toHaveCount(goals)
    await expect(desk.measures).toHaveCount(measures)
  })

  await test.step('a measure is split, merged and moved', async () => {
    const n = await desk.measures.count()
    await desk.measureMenu(0, '拆成两条')
    await expect(desk.measures).toHaveCount(n + 1)
    await desk.measureMenu(1, '并入上一条')
    await expect(desk.measures).toHaveCount(n)
    await desk.measureMenu(0, '下移')
    await expect(desk.measures.nth(1)).toHaveValue(/征地/)
    await desk.saved()
  })

  await test.step('kinds follow the words, all at once', async () => {
    await v.page.getByRole('button', { name: '全部采纳' }).click()
    await expect(desk.tabs.first()).toContainText('园区扩建')
    await expect(v.page.getByRole('button', { name: '全部采纳' })).toHaveCount(0)
  })

  await test.step('a gap leads to the field that is missing', async () => {
    await desk.saved()
    const list = v.page.locator('.plan-problems').first()
    if (!(await list.locator('li').first().isVisible())) await list.locator('summary').click()
    await list.locator('li button').last().click()
    await expect(v.page.locator(':focus')).toHaveAttribute('id', /^f-goals-\d/)
  })
  await v.leave()
})

test('what a file does not give is told, and measures are taken from its text by mouse and keyboard', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  const { page } = v
  await v.go('/plans')
  await expect(page.getByText('先选择工作报告')).toBeVisible()
  await expect(page.getByText('先填写计划名称')).toBeVisible()
  const plain = '今年的天气很好。修好青溪村道路三公里，安装路灯五十盏。'
  await page
    .locator('input[type=file][accept*=docx]')
    .setInputFiles({ name: '随笔.txt', mimeType: 'text/plain', buffer: Buffer.from(plain) })
  await page.getByRole('button', { name: '读取报告' }).click()
  await expect(page.getByText('没有识别到目标。')).toBeVisible()
  await expect(page.getByText('有了目标才能推演')).toBeVisible()
  await page.getByRole('button', { name: '新增目标' }).click()
  await page.getByLabel('目标名称').fill('修路')
  await expect(page.getByText('没有识别到举措，可从原文选择文字添加', { exact: false })).toBeVisible()

  const take = page.getByRole('button', { name: '加为目标 1 的举措' })
  const measures = page.locator('.measure-list textarea:not([aria-hidden])')
  await test.step('by keyboard', async () => {
    await page.locator('.plan-source').focus()
    for (let n = 0; n < 8; n++) await page.keyboard.press('Shift+ArrowRight')
    await v.accessible()
    await page.keyboard.press('Shift+Tab')
    await expect(take).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(measures).toHaveCount(1)
    await expect(measures.first()).toHaveValue('今年的天气很好')
    await expect(take).toHaveCount(0)
  })
  await test.step('by mouse', async () => {
    await page.locator('.plan-source').evaluate((box) => {
      const words = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
      let node = words.nextNode()
      while (node && !node.textContent?.includes('修好青溪村')) node = words.nextNode()
      const from = node?.textContent?.indexOf('修好') ?? 0
      if (node) document.getSelection()?.setBaseAndExtent(node, from, node, from + 11)
    })
    await take.click()
    await expect(measures).toHaveCount(2)
    await expect(measures.nth(1)).toHaveValue('修好青溪村道路三公里')
    await expect(page.locator('.mark-measure', { hasText: '修好青溪村道路三公里' })).toBeVisible()
  })
  await v.leave()
})

test('a draft is filled from a template, assigned in bulk, rehearsed, and issued', async ({ browser }) => {
  test.setTimeout(300_000)
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  const desk = await Desk.fromReport(v)
  await desk.onlyGoal(0)
  await v.pick(v.page.getByLabel('牵头单位', { exact: true }), /经济发展办公室/)
  await desk.saved()

  await test.step('the template asks for what it cannot know', async () => {
    await v.page.getByRole('button', { name: '套用模板' }).click()
    const dialog = v.page.locator('.ant-modal')
    const apply = dialog.getByRole('button', { name: /应\s*用/ })
    const area = dialog.getByLabel(/拟征收土地面积/)
    await area.fill('-5')
    await expect(dialog.getByText('请填写数字，最多三位小数，不能为负')).toBeVisible()
    await dialog.locator('summary').click()
    await dialog.getByLabel(/销号后归档的时限/).fill('9999')
    await expect(dialog.getByText('应在 5 至 120 之间')).toBeVisible()
    await dialog.locator('summary').click()
    await apply.click()
    await expect(area).toBeFocused()
    await expect(dialog.getByText('必填', { exact: true })).toBeVisible()
    await area.fill('10')
    await v.pick(dialog.getByLabel('地类'), /其他土地/)
    await v.accessible()
    await apply.click()
    await expect(dialog.getByLabel(/销号后归档的时限/)).toBeFocused()
    await dialog.getByLabel(/销号后归档的时限/).fill('')
    await apply.click()
    await expect(dialog.getByText('模板留下了以下几处，请核对：')).toBeVisible()
    await dialog
      .getByRole('button', { name: /关\s*闭/ })
      .last()
      .click()
    await expect(v.page.locator('.step-line').first()).toBeVisible()
  })

  await test.step('one pick assigns everything that nobody has', async () => {
    await v.page.getByRole('button', { name: '批量指派' }).click()
    const dialog = v.page.locator('.ant-modal')
    await v.pick(dialog.getByLabel('未指派 的事项交给'), /园区专干/)
    await dialog.getByRole('button', { name: /应\s*用/ }).click()
    await desk.saved()
  })

  await test.step('what waits for what is seen as a graph', async () => {
    await v.page.getByText('流程图', { exact: true }).click()
    await expect(v.page.locator('.draft-box').first()).toBeVisible()
    await v.accessible()
    await v.page.locator('.draft-box').first().click()
    await expect(v.page.locator('.steps-details')).toBeVisible()
  })

  await test.step('nothing is missing any more', async () => {
    const spread = v.page.getByRole('button', { name: '平均分配', exact: true })
    if ((await spread.count()) > 0) await spread.first().click()
    await desk.saved()
    await expect(v.page.getByText('已可交办', { exact: true }).first()).toBeVisible()
  })

  await test.step('the year is rehearsed: a picture, the load, the seasons', async () => {
    await v.page.locator('.plan-views').getByText('推演', { exact: true }).click()
    await expect(v.page.locator('.year-picture svg')).toBeVisible()
    await expect(v.page.locator('.year-bar').first()).toBeVisible()
    await expect(v.page.getByRole('heading', { name: '每人每周负担' })).toBeVisible()
    await expect(v.page.getByRole('heading', { name: '最早与预计完成' })).toBeVisible()
    await v.settled()
    await v.accessible()
    await v.page.getByText('普遍拖延').click()
    await expect(v.page.locator('.plan-facts')).toBeVisible()
  })

  await test.step('it is issued, goal by goal', async () => {
    await v.page.locator('.page-head .ant-btn-primary').click()
    await desk.confirm(/^交\s*办$/)
    await expect(v.page.getByText('1 个目标已开始运行。')).toBeVisible()
  })
  await v.leave()
})

test('a ledger kept in Excel becomes a draft once its faults are mended', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  await v.go('/plans')
  const head = ['督办事项', '任务', '责任单位', '完成时限']
  const choose = async (rows: string[][]) => {
    await v.page
      .locator('input[type=file][accept=".xlsx"]')
      .setInputFiles({ name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: sheetOf([head, ...rows]) })
    await v.page.getByRole('button', { name: '导入为草稿' }).click()
  }
  await choose([['河道保洁', '清理青溪河段', '没有的单位', '近期']])
  const faults = v.page.locator('.sheet-faults')
  await expect(faults.getByRole('cell', { name: '完成时限 (D2)' })).toBeVisible()
  await expect(faults.getByText(/请写成/)).toBeVisible()
  await v.accessible()

  head.push('备注')
  await choose([['河道保洁', '清理青溪河段', '', '2027-06-30', '急']])
  await expect(v.page.locator('.goal-tabs')).toContainText('河道保洁')
  await expect(v.page.getByText('没有导入“备注”列：台账没有这一列')).toBeVisible()
  await v.page.getByRole('button', { name: '知道了' }).click()
  await expect(v.page.getByText('导入时没有采用的列')).toHaveCount(0)
  await v.leave()
})
