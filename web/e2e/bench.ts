import { expect, test } from '@playwright/test'
import { Visitor } from './town'

// Measures, and judges nothing: how long a cadre's phone takes to show what is to be done, on loopback with a processor
// four times slower; beside it the same without the slow-down, in the same minute.
const rounds = 7

/** Milliseconds from asking for the page to its first item of work; with an empty cache, or with the last visit's. */
async function firstWork(v: Visitor, slower: number, empty: boolean): Promise<number> {
  const devtools = await v.context.newCDPSession(v.page)
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: empty })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await v.page.goto('about:blank')
  await v.page.goto('/inbox', { waitUntil: 'commit' })
  const took = await v.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector('#main article')) {
            requestAnimationFrame(() => resolve(performance.now()))
            return true
          }
          return false
        }
        if (look()) return
        const watch = new MutationObserver(() => {
          if (look()) watch.disconnect()
        })
        watch.observe(document, { childList: true, subtree: true })
      }),
  )
  await devtools.detach()
  return took
}

test('first useful paint of the inbox', async ({ browser }) => {
  test.setTimeout(300_000)
  const v = await Visitor.signedIn(browser, 'phone', 'zhaolei')
  await v.go('/inbox')
  await expect(v.page.locator('#main article').first()).toBeVisible()
  for (const empty of [true, false]) {
    for (const slower of [1, 4]) {
      const took: number[] = []
      for (let i = 0; i < rounds; i++) took.push(await firstWork(v, slower, empty))
      took.sort((a, b) => a - b)
      const say = (n: number | undefined) => `${Math.round(n ?? 0)} ms`
      console.log(
        `inbox, ${empty ? 'empty' : 'warm'} cache, ${slower}x slower: median ${say(took[rounds >> 1])}, worst ${say(took.at(-1))}`,
      )
    }
  }
  await v.leave()
})
