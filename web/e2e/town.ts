import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test'

export interface Town {
  url: string
  passwords: Record<string, string>
}

export const stateFile = join(tmpdir(), `duban-e2e-${process.env.DUBAN_E2E_ID ?? process.getuid?.() ?? 0}.json`)

export function town(): Town {
  return JSON.parse(readFileSync(stateFile, 'utf8')) as Town
}

export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
export type Size = keyof typeof sizes

/** A person at a browser of their own. What must never happen is noted, and checked by `clean`. */
export class Visitor {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly wrong: string[],
  ) {}

  static async arrive(browser: Browser, size: Size): Promise<Visitor> {
    const { url } = town()
    const phone = size === 'phone'
    const context = await browser.newContext({
      baseURL: url,
      viewport: sizes[size],
      deviceScaleFactor: phone ? 2 : 1,
      hasTouch: phone,
    })
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('request', (r) => {
      if (!r.url().startsWith(url) && !r.url().startsWith('data:') && !r.url().startsWith('blob:')) {
        wrong.push(`left the origin: ${r.url()}`)
      }
    })
    page.on('pageerror', (e) => wrong.push(`page error: ${e.message}`))
    page.on('console', (m) => {
      // The browser itself reports answers such as 401 before sign-in; those are no faults of the page.
      // The recorder of traces reads what a page shows from memory, which the policy forbids; the page itself never does.
      if (m.text().startsWith("Connecting to 'blob:")) return
      if (m.type() === 'error' && !m.text().startsWith('Failed to load resource')) wrong.push(`console: ${m.text()}`)
    })
    return new Visitor(context, page, wrong)
  }

  static async signedIn(browser: Browser, size: Size, username: string): Promise<Visitor> {
    const visitor = await Visitor.arrive(browser, size)
    await visitor.signIn(username)
    return visitor
  }

  async signIn(username: string, password = town().passwords[username]): Promise<void> {
    await this.page.goto('/sign-in')
    await this.signInHere(username, password)
  }

  /** Signs in on the page that asks for it, which then leads back. */
  async signInHere(username: string, password = town().passwords[username]): Promise<void> {
    if (!password) throw new Error(`nobody is called ${username}`)
    await this.page.getByLabel(/^(用户名|User name)$/).fill(username)
    await this.page.getByLabel(/^(密码|Password)$/).fill(password)
    await this.page.getByRole('button', { name: /^(登录|Sign in)$/ }).click()
    await expect(this.page.locator('#main')).toBeVisible()
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path)
    await this.settled()
  }

  /** Nothing is loading any more. */
  async settled(): Promise<void> {
    await expect(this.page.locator('h1').first()).toBeVisible()
    await expect(this.page.locator('.bones')).toHaveCount(0)
  }

  /** Picks from the list that opens below a control; the list of another one may still be closing. */
  async pick(control: Locator, option: RegExp): Promise<void> {
    await control.click()
    await expect(control).toHaveAttribute('aria-expanded', 'true')
    const list = await control.getAttribute('aria-controls')
    await this.page
      .locator('.ant-select-dropdown', { has: this.page.locator(`[id="${list}"]`) })
      .locator('.ant-select-item-option')
      .filter({ hasText: option })
      .last()
      .click()
  }

  /** What slides or fades in stands: half faded, every text is too pale. */
  private async still(): Promise<void> {
    await this.page.evaluate(async () => {
      const ends = (a: Animation) => a.playState === 'running' && a.effect?.getComputedTiming().endTime !== Infinity
      const ending = () => document.getAnimations().filter(ends)
      for (let moving = ending(); moving.length > 0; moving = ending()) {
        await Promise.allSettled(moving.map((a) => a.finished))
        await new Promise(requestAnimationFrame)
      }
    })
  }

  async accessible(): Promise<void> {
    await this.still()
    // No page has frames, so the quicker way of looking sees the same.
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
    const found = await axe.analyze()
    const told = found.violations.map(
      (v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => `  ${n.target.join(' ')} — ${n.failureSummary}`).join('\n')}`,
    )
    expect(told, this.page.url()).toEqual([])
    expect(await this.unstyled(), 'parts of antd without their styles').toEqual([])
  }

  /** Parts of antd on the page for which no style sheet has a word: see the plugin of vite.config.ts. */
  private unstyled(): Promise<string[]> {
    return this.page.evaluate(() => {
      const rules = (sheet: CSSStyleSheet) => Array.from(sheet.cssRules, (r) => r.cssText).join()
      const known = [...document.styleSheets, ...document.adoptedStyleSheets].map(rules).join()
      const parts = new Set<string>()
      for (const element of document.querySelectorAll('[class*="ant-"]')) {
        for (const name of element.classList) {
          const part = /^ant-[a-z]+/.exec(name)?.[0]
          if (part) parts.add(part)
        }
      }
      return [...parts].filter((part) => !known.includes(`.${part}`))
    })
  }

  /** A fault that the test itself brought about; every other one still counts. */
  forgive(fault: RegExp): void {
    const others = this.wrong.filter((w) => !fault.test(w))
    expect(others.length, 'the fault that was brought about').toBeLessThan(this.wrong.length)
    this.wrong.splice(0, this.wrong.length, ...others)
  }

  clean(): void {
    expect(this.wrong).toEqual([])
  }

  async leave(): Promise<void> {
    this.clean()
    await this.context.close()
  }
}
