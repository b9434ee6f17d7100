import { expect, test } from '@playwright/test'
import { Visitor } from './town'

test('each figure of the board opens as many lines of the ledger', async ({ browser }) => {
  test.setTimeout(120_000)
  const v = await Visitor.signedIn(browser, 'wide', 'zhoumin')
  await v.go('/board')
  await expect(v.page.locator('.board-counts').first()).toBeVisible()
  const links = v.page.locator('.board-total a, .board-counts td.num a, .panel-head a[href*="/ledger"]')
  const figures = await links.evaluateAll((found) =>
    found.flatMap((a) => {
      const text = a.querySelector('strong')?.textContent ?? a.textContent ?? ''
      const n = /\d+/.exec(text)?.[0]
      return n === undefined ? [] : [{ n: Number(n), to: a.getAttribute('href') ?? '' }]
    }),
  )
  expect(figures.length).toBeGreaterThan(8)
  expect(Math.max(...figures.map((f) => f.n))).toBeGreaterThan(1)
  for (const { n, to } of figures) {
    await v.go(to)
    await expect(v.page.getByText(`共 ${n} 条`), to).toBeVisible()
  }
  await v.leave()
})

test('what turned red this week is due this week', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'zhoumin')
  const asked = v.page.waitForRequest((r) => r.url().includes('/api/v1/ledger?') && r.url().includes('light=red'))
  await v.go('/board')
  const query = new URL((await asked).url()).searchParams
  expect(query.get('due_from')).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(query.getAll('status')).toEqual(['open', 'active', 'returned', 'review'])
  await v.leave()
})
