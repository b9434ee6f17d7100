import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, test } from '@playwright/test'
import { guidePictures } from './guide'
import { type Size, sizes, Visitor } from './town'

const folder = fileURLToPath(new URL('../screenshots', import.meta.url))
const guide = fileURLToPath(new URL('../../docs/guide/pictures', import.meta.url))
const only = process.env.ONLY // parts of names, separated by commas, to photograph a few

interface Shot {
  name: string
  who: string
  at: string
  act?: (v: Visitor) => Promise<void>
}

const firstGoal = async (v: Visitor) => {
  await v.page.locator('.goal-card h2 a').first().click()
  await v.settled()
}

const goalView = (view: string) => async (v: Visitor) => {
  await firstGoal(v)
  await v.page.locator('.ant-segmented-item').filter({ hasText: view }).click()
  await v.settled()
}

const inspect = async (v: Visitor) => {
  await v.page.getByRole('link', { name: /节前商户和学校检查/ }).click()
  await v.settled()
}

/** Opens the assessment whose title fits, and in it a room. */
const course = (title: RegExp, room?: string) => async (v: Visitor) => {
  await v.page.getByRole('link', { name: title }).first().click()
  await v.settled()
  if (!room) return
  await v.page.getByRole('link', { name: room, exact: true }).first().click()
  await v.settled()
}

/** The assessment whose results are public. */
const published = (room: string) => async (v: Visitor) => {
  await v.page
    .locator('.course-card')
    .filter({ hasText: /公示|复核申诉/ })
    .getByRole('link')
    .click()
  await v.settled()
  await v.page.getByRole('link', { name: room, exact: true }).first().click()
  await v.settled()
}

const year = new Date().getFullYear()
const report = readFileSync(new URL('../../cmd/duban/demo_report.txt', import.meta.url), 'utf8')
  .replaceAll('{past}', `${year}`)
  .replaceAll('{year}', `${year + 1}`)

/** A plan drafted from the demo town's own report. */
const draft = async (v: Visitor) => {
  await v.page
    .locator('input[type=file][accept*=docx]')
    .setInputFiles({ name: '清溪镇工作报告.txt', mimeType: 'text/plain', buffer: Buffer.from(report) })
  await v.page.getByRole('button', { name: '读取报告' }).click()
  await v.page.locator('.plan-source .mark-measure').first().waitFor()
}

const pickFirst = (v: Visitor, label: string, option: RegExp) =>
  v.pick(v.page.getByLabel(label, { exact: true }).first(), option)

const monthly = /年\d+月考核/
const quarterly = /第\d季度考核/

const shots: Shot[] = [
  { name: 'inbox', who: 'zhaolei', at: '/inbox' },
  { name: 'inbox-empty', who: 'lijian', at: '/inbox' },
  {
    name: 'submit',
    who: 'qianxue',
    at: '/inbox',
    act: async (v) => {
      const submit = v.page.getByRole('button', { name: '提交成果' })
      if ((await submit.count()) > 0) await submit.first().click()
      await v.page.waitForTimeout(400)
    },
  },
  { name: 'approvals', who: 'zhoumin', at: '/approvals' },
  { name: 'approvals-supervisor', who: 'sunli', at: '/approvals' },
  { name: 'board', who: 'zhoumin', at: '/board' },
  { name: 'goals', who: 'zhoumin', at: '/goals' },
  { name: 'goal-graph', who: 'zhoumin', at: '/goals', act: goalView('流程图') },
  { name: 'goal-table', who: 'zhoumin', at: '/goals', act: goalView('表格') },
  { name: 'goal-gantt', who: 'zhoumin', at: '/goals', act: goalView('甘特图') },
  { name: 'goal-timeline', who: 'zhoumin', at: '/goals', act: goalView('事件记录') },
  { name: 'goal-source', who: 'zhoumin', at: '/goals', act: goalView('来源') },
  {
    name: 'goal-step',
    who: 'sunli',
    at: '/goals',
    act: async (v) => {
      await goalView('表格')(v)
      await v.page.locator('.grid .as-link').first().click()
      await v.settled()
    },
  },
  { name: 'ledger', who: 'sunli', at: '/ledger' },
  { name: 'hazards', who: 'xujing', at: '/hazards' },
  {
    name: 'hazard',
    who: 'huangtao',
    at: '/hazards',
    act: async (v) => {
      await v.page.getByRole('link', { name: '二楼车间疏散通道堆放鞋材' }).first().click()
      await v.settled()
    },
  },
  {
    name: 'reinspect',
    who: 'huangtao',
    at: '/hazards',
    act: async (v) => {
      await v.page.getByRole('link', { name: '二楼车间疏散通道堆放鞋材' }).first().click()
      await v.settled()
      await v.page.getByRole('button', { name: /^提交 复查/ }).click()
      await v.page.locator('.ant-drawer-body fieldset').first().waitFor()
    },
  },
  { name: 'inspect', who: 'xujing', at: '/hazards', act: inspect },
  {
    name: 'inspect-place',
    who: 'xujing',
    at: '/hazards',
    act: async (v) => {
      await inspect(v)
      await v.page.getByRole('button', { name: '添加检查对象' }).click()
      await v.page
        .getByRole('button', { name: /青石小学|老街饭店/ })
        .first()
        .click()
      await v.page.locator('.inspect-item').first().waitFor()
      await v.page.locator('.inspect-item').nth(0).getByText('合格', { exact: true }).click()
      await v.page.locator('.inspect-item').nth(1).getByText('不合格', { exact: true }).click()
    },
  },
  { name: 'roster', who: 'lijian', at: '/roster' },
  { name: 'places', who: 'sunli', at: '/places' },
  {
    name: 'place',
    who: 'sunli',
    at: '/places',
    act: async (v) => {
      await v.page.getByRole('link', { name: '清溪鞋业有限公司' }).click()
      await v.settled()
    },
  },
  { name: 'checklists', who: 'sunli', at: '/checklists' },
  { name: 'checklist', who: 'sunli', at: '/checklists/school' },
  { name: 'assessment', who: 'zhaolei', at: '/assessment' },
  { name: 'course', who: 'zhaolei', at: '/assessment', act: course(monthly) },
  {
    name: 'self',
    who: 'zhaolei',
    at: '/assessment',
    act: async (v) => {
      await course(monthly)(v)
      await v.page.getByRole('link', { name: /自评/ }).first().click()
      await v.settled()
    },
  },
  {
    name: 'card',
    who: 'zhaolei',
    at: '/assessment',
    act: async (v) => {
      await course(quarterly)(v)
      await v.page.getByRole('link', { name: '看评分表' }).first().click()
      await v.settled()
      await v.page.locator('.score-line summary').first().click()
    },
  },
  { name: 'workbench', who: 'fengbo', at: '/assessment', act: course(quarterly, '我要打分') },
  { name: 'moderation', who: 'zhoumin', at: '/assessment', act: published('综合评定') },
  { name: 'results', who: 'zhoumin', at: '/assessment', act: published('公示与结果') },
  { name: 'cases', who: 'zhoumin', at: '/assessment', act: published('复核申诉') },
  {
    name: 'cycle',
    who: 'sunli',
    at: '/assessment',
    act: async (v) => {
      await v.page
        .getByRole('link', { name: /年度考核/ })
        .first()
        .click()
      await v.settled()
    },
  },
  {
    name: 'cycle-new',
    who: 'sunli',
    at: '/assessment',
    act: async (v) => {
      await v.page.getByRole('button', { name: '新建考核方案' }).click()
      await v.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'cycle-simulate',
    who: 'sunli',
    at: '/assessment',
    act: async (v) => {
      await course(/年度考核/)(v)
      await v.page.getByRole('button', { name: '开始试算' }).click()
      await v.page.locator('.course-two[role=status]').waitFor()
    },
  },
  { name: 'course-evaluator', who: 'fengbo', at: '/assessment', act: course(quarterly) },
  { name: 'sample', who: 'sunli', at: '/assessment', act: published('抽查核实') },
  { name: 'people-import', who: 'sysadmin', at: '/admin/users/import' },
  { name: 'handover', who: 'sunli', at: '/admin/handover' },
  { name: 'health', who: 'sysadmin', at: '/admin/health' },
  { name: 'plans', who: 'sunli', at: '/plans' },
  { name: 'plan-draft', who: 'sunli', at: '/plans', act: draft },
  {
    name: 'plan-step',
    who: 'sunli',
    at: '/plans',
    act: async (v) => {
      await draft(v)
      await v.page.getByRole('button', { name: '由举措生成步骤' }).first().click()
      await v.page
        .getByRole('button', { name: /^更多设置/ })
        .or(v.page.locator('.step-list summary'))
        .first()
        .click()
      await v.page.getByLabel('目标值').filter({ visible: true }).last().fill('150')
      await v.page.getByRole('button', { name: '增加时点' }).filter({ visible: true }).first().click()
    },
  },
  {
    name: 'plan-rehearse',
    who: 'sunli',
    at: '/plans',
    act: async (v) => {
      await draft(v)
      await pickFirst(v, '牵头单位', /经济发展办公室/)
      await v.page.getByRole('button', { name: '由举措生成步骤' }).first().click()
      await pickFirst(v, '未指派的步骤都由此岗位承办', /园区专干/)
      await v.page.locator('.bulk').getByRole('button', { name: '应用' }).first().click()
      await v.page.getByLabel('未定时限的步骤都在此日前完成').fill(`${year + 1}-06-30`)
      await v.page.locator('.bulk').getByRole('button', { name: '应用' }).last().click()
      await v.page
        .getByRole('button', { name: /平均分配/ })
        .last()
        .click()
      await v.page.getByText('已自动保存').waitFor()
      await v.page.locator('.plan-views').getByText('推演', { exact: true }).click()
      await v.settled()
    },
  },
  { name: 'notices', who: 'zhaolei', at: '/notices' },
  { name: 'account', who: 'zhaolei', at: '/account' },
  { name: 'units', who: 'sysadmin', at: '/admin/units' },
  { name: 'users', who: 'sysadmin', at: '/admin/users' },
  { name: 'users-roles', who: 'secadmin', at: '/admin/users' },
  { name: 'delegations', who: 'sunli', at: '/admin/delegations' },
  { name: 'calendars', who: 'sunli', at: '/admin/calendars' },
  { name: 'settings', who: 'sysadmin', at: '/admin/settings' },
  { name: 'audit', who: 'audadmin', at: '/admin/audit' },
]

const visitors = new Map<string, Visitor>()

async function visitor(browser: Browser, size: Size, who: string): Promise<Visitor> {
  const key = `${size}/${who}`
  const known = visitors.get(key)
  if (known) return known
  const fresh = await Visitor.signedIn(browser, size, who)
  visitors.set(key, fresh)
  return fresh
}

async function photograph(v: Visitor, name: string, size: Size) {
  // The page scrolls within itself: make the window as tall as what it shows.
  const tall = await v.page.evaluate(() => {
    const main = document.querySelector('#main')
    const rest = main ? window.innerHeight - main.clientHeight : 0
    return Math.max(window.innerHeight, (main ?? document.documentElement).scrollHeight + rest)
  })
  const picture = `${name}-${size}` as (typeof guidePictures)[number]
  if (guidePictures.includes(picture)) {
    const path = `${guide}/${picture}.jpg`
    await v.page.screenshot({ path, type: 'jpeg', quality: 60, scale: 'css', animations: 'disabled' })
  }
  await v.page.setViewportSize({ width: sizes[size].width, height: Math.min(tall, 4000) })
  await v.page.screenshot({ path: `${folder}/${name}-${sizes[size].width}.png`, animations: 'disabled' })
  await v.page.setViewportSize(sizes[size])
}

test('every page, wide and narrow', async ({ browser }) => {
  test.setTimeout(600_000)
  mkdirSync(folder, { recursive: true })
  mkdirSync(guide, { recursive: true })
  for (const size of ['wide', 'phone'] as const) {
    if (!only || only.split(',').some((part) => 'sign-in'.includes(part))) {
      const door = await Visitor.arrive(browser, size)
      await door.go('/sign-in')
      await photograph(door, 'sign-in', size)
      await door.context.close()
    }
    for (const shot of shots) {
      if (only && !only.split(',').some((part) => shot.name.includes(part))) continue
      const v = await visitor(browser, size, shot.who)
      await v.go(shot.at)
      await shot.act?.(v)
      await photograph(v, shot.name, size)
    }
  }
  for (const v of visitors.values()) v.clean()
})
