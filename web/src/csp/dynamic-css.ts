/**
 * Stands in for the two modules with which antd and its icons write <style> elements (see vite.config.ts). Each key becomes one
 * constructed style sheet adopted by the document, which `style-src 'self'` allows. The elements handed back carry the
 * attributes that antd reads again, but are never put into the page.
 */

interface Options {
  prepend?: boolean | 'queue'
  priority?: number
  mark?: string
  attachTo?: Element
}

interface Entry {
  sheet: CSSStyleSheet
  element: HTMLStyleElement
  css: string
  rank: number // sheets stand in this order; equal ranks in the order of their coming
}

const entries = new Map<string, Entry>()

function nameOf(key: string, options: Options): string {
  return `${options.mark ?? 'rc-util-key'}:${key}`
}

// Prepended sheets come first, by priority; everything else behind them.
function rankOf(options: Options): number {
  if (options.prepend === 'queue') return -1_000_000 + (options.priority ?? 0)
  return options.prepend ? -2_000_000 : 0
}

// At once: layout effects measure what they have just rendered.
function adopt() {
  const sorted = [...entries.values()].sort((a, b) => a.rank - b.rank)
  document.adoptedStyleSheets = sorted.map((entry) => entry.sheet)
}

export function updateCSS(css: string, key: string, options: Options = {}): HTMLStyleElement | null {
  const name = nameOf(key, options)
  const known = entries.get(name)
  if (known) {
    if (known.css !== css) {
      known.css = css
      known.sheet.replaceSync(css)
    }
    return known.element
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  entries.set(name, { sheet, css, rank: rankOf(options), element: document.createElement('style') })
  adopt()
  return entries.get(name)?.element ?? null
}

export function injectCSS(css: string, options: Options = {}): HTMLStyleElement | null {
  return updateCSS(css, `injected-${entries.size}`, options)
}

export function removeCSS(key: string, options: Options = {}): void {
  if (entries.delete(nameOf(key, options))) adopt()
}

export function clearContainerCache(): void {}

/** Asked by the icons: the page has no shadow roots. */
export function getShadowRoot(): null {
  return null
}

/** Asked by the icons: says once what a developer did wrong. */
export function warningOnce(valid: boolean, message: string): void {
  if (!valid && import.meta.env.DEV) console.error(message)
}
