import { expect, test } from '@playwright/test'
import { send } from './goals'
import { Visitor } from './town'

interface Bench {
  items: {
    assessed: { subject: string }
    indicators: { sheet: string; indicator: { key: string }; given?: object; code?: string }[]
  }[]
}

/** Gives whatever somebody has not scored yet 80 points. */
async function scoreAll(who: Visitor, course: string) {
  const { items } = await send<Bench>(who, 'GET', `/api/v1/courses/${course}/workbench`)
  for (const { assessed, indicators } of items) {
    const open = indicators.filter((i) => !i.given && !i.code)
    if (open.length === 0) continue
    await send(who, 'POST', `/api/v1/courses/${course}/scores/${encodeURIComponent(assessed.subject)}`, {
      items: open.map((i) => ({ sheet: i.sheet, indicator: i.indicator.key, points: 80_000 })),
    })
  }
}

test('the panel puts a score right where it verifies, and the record says who did what', async ({ browser }) => {
  test.setTimeout(240_000)
  const scorers = [await Visitor.signedIn(browser, 'wide', 'fengbo'), await Visitor.signedIn(browser, 'wide', 'heping')]
  const courses = await send<{ items: { id: string; phase: string }[] }>(
    scorers[0] as Visitor,
    'GET',
    '/api/v1/courses',
  )
  const course = courses.items.find((c) => c.phase === 'scoring')?.id ?? ''
  for (const s of scorers) {
    await scoreAll(s, course)
    await s.leave()
  }

  const panel = await Visitor.signedIn(browser, 'wide', 'yanqiu')
  await panel.go(`/assessment/${course}/sample`)
  const row = panel.page.getByRole('row').filter({ has: panel.page.getByRole('button', { name: /^核实/ }) })
  const name = ((await row.first().getByRole('link').textContent()) ?? '').trim()
  await row.first().getByRole('button').click()
  const dialog = panel.page.getByRole('dialog')
  await dialog.getByText('不属实', { exact: true }).click()
  await expect(dialog.getByText('“不属实”本身不改分', { exact: false })).toBeVisible()
  const score = dialog.getByLabel(/打的分（/).first()
  await score.fill('120')
  await expect(dialog.getByText('只能填 0 至 100')).toBeVisible()
  await score.fill('66')
  await expect(dialog.getByText('“不属实”本身不改分', { exact: false })).toHaveCount(0)
  await dialog.getByLabel('理由').fill('台账缺两次值守记录')
  await panel.accessible()
  await dialog.getByRole('button', { name: /保\s*存|确\s*定/ }).click()
  await expect(dialog).toHaveCount(0)
  await panel.page.getByRole('link', { name, exact: true }).click()
  await panel.settled()
  await expect(panel.page.getByText(/→ 66/)).toBeVisible()
  await expect(panel.page.getByText('台账缺两次值守记录').first()).toBeVisible()
  await panel.accessible()

  await panel.go(`/assessment/${course}`)
  const drawn = panel.page.locator('.hazard-events li').filter({ hasText: '抽取核实名单' })
  await expect(drawn).toContainText('系统')
  await expect(panel.page.locator('.hazard-events li').filter({ hasText: '打分：' }).first()).toBeVisible()
  await panel.accessible()
  await panel.leave()
})
