import { expect, test } from '@playwright/test'
import { Visitor } from './town'

test('the ledger is printed as a table across the paper, every column of it', async ({ browser }) => {
  const v = await Visitor.signedIn(browser, 'wide', 'sunli')
  await v.go('/ledger')
  const paper = await v.page.pdf({ preferCSSPageSize: true })
  const [, width = '0', height = '0'] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(paper.toString('latin1')) ?? []
  expect(Number(width)).toBeGreaterThan(Number(height))
  await v.page.emulateMedia({ media: 'print' })
  await v.page.setViewportSize({ width: 1030, height: 730 }) // A4 across, without its margins
  await expect(v.page.locator('.print-wide thead')).toBeVisible()
  const wider = await v.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wider).toBeLessThanOrEqual(0)
  await v.leave()
})
