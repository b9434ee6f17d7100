import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { ReactElement } from 'react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { theme } from './src/ui/theme.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * antd writes <style> elements while it runs, which a strict Content-Security-Policy forbids. The two modules that do
 * so are replaced by ours, which adopts constructed style sheets instead: the policy allows them without any nonce.
 */
function stylesWithoutElements(): Plugin {
  const ours = here('./src/csp/dynamic-css.ts')
  const theirs = /@rc-component[\\/]util[\\/]es[\\/]Dom[\\/]dynamicCSS|@ant-design[\\/]icons[\\/]es[\\/]cssUtils/
  return {
    name: 'styles-without-elements',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!/dynamicCSS|cssUtils/.test(source) || !importer) return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      return resolved && theirs.test(resolved.id) ? ours : resolved
    },
    // A style attribute is forbidden too; the same text by way of the object model is not.
    transform(code, id) {
      if (!id.includes('calculateNodeHeight')) return null
      const mended = code.replace(/(\w+)\.setAttribute\('style', (`[^`]*`)\)/g, '$1.style.cssText = $2')
      if (mended === code) throw new Error(`${id} no longer sets a style attribute: this rule can go`)
      return mended
    },
  }
}

// Shown by others without being imported by us: the list of a menu, what a select says when it is empty.
const shownWithin = ['message', 'Menu', 'Empty', 'Spin', 'Space']
const inFirstLoad = ['App', 'Button']
const imports = /import \{([^}]*)\} from 'antd'/g

/** The components of antd that a source imports. */
function importedFromAntd(source: string): string[] {
  const names = [...source.matchAll(imports)].flatMap((m) => (m[1] ?? '').split(','))
  return names.map((n) => n.trim().split(' as ')[0] ?? '').filter((n) => /^[A-Z]/.test(n) && n !== 'ConfigProvider')
}

function componentsInUse(): string[] {
  const src = here('./src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f))
  return [...new Set(files.flatMap((f) => importedFromAntd(readFileSync(join(src, f), 'utf8'))))].sort()
}

/** No language of ours is written from right to left. */
const withoutRightToLeft = (css: string) =>
  css.replace(/([^{}]*-rtl[^{}]*)\{[^{}]*\}/g, (rule, selectors: string) =>
    selectors.split(',').every((s) => s.includes('-rtl')) ? '' : rule,
  )

/** The styles of some components, as antd would work them out in the browser. */
async function stylesFor(components: string[]): Promise<string> {
  const [{ extractStyle }, { ConfigProvider }, { createElement }] = await Promise.all([
    import('@ant-design/static-style-extract'),
    import('antd'),
    import('react'),
  ])
  const look = { ...theme, zeroRuntime: false }
  const customTheme = (node: ReactElement) => createElement(ConfigProvider, { theme: look }, node)
  return withoutRightToLeft(extractStyle({ includes: components, customTheme }))
}

/**
 * antd can work its styles out in the browser, on each visit; a phone is slow at that. Here it is done once, while the page
 * is built, for the components in use: what the first load shows in `virtual:antd-first.css`, and everything in
 * `virtual:antd-later.css`, which comes with the first page that needs it. The theme says zeroRuntime, so that nothing is
 * worked out twice.
 */
function stylesOfAntd(): Plugin {
  const named = /^\0virtual:antd-(first|later)\.css$/
  return {
    name: 'styles-of-antd',
    enforce: 'pre',
    resolveId: (source) => (named.test(`\0${source}`) ? `\0${source}` : null),
    async load(id) {
      const which = named.exec(id)?.[1]
      if (!which) return null
      if (process.env.VITEST) return '' // nothing is laid out there
      return stylesFor(which === 'first' ? inFirstLoad : [...componentsInUse(), ...shownWithin])
    },
    transform(code, id) {
      if (!id.startsWith(here('./src'))) return null
      const later = importedFromAntd(code).some((n) => !inFirstLoad.includes(n))
      return later ? { code: `import 'virtual:antd-later.css';${code}`, map: null } : null
    },
  }
}

/**
 * Each file of texts holds both languages side by side, for whoever writes them. Here it becomes two modules, of which
 * each keeps one language, so that a phone fetches one.
 */
function oneLanguageAtATime(): Plugin {
  return {
    name: 'one-language-at-a-time',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!source.startsWith('./texts/') || !importer?.endsWith('/i18n/texts-en.ts')) return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      return resolved && { ...resolved, id: `${resolved.id}?en` }
    },
  }
}

// What the first picture stands on, in one file: thirty small ones cost a phone more than they save.
const ground =
  /node_modules[\\/](react|react-dom|react-i18next|scheduler|i18next|openapi-fetch|use-sync-external-store|@tanstack|@babel|@ant-design[\\/](icons|icons-svg|colors|fast-color))[\\/]/

// What every page beyond the first one stands on besides: the common parts of antd.
const antdGround =
  /node_modules[\\/](@ant-design[\\/](cssinjs|cssinjs-utils)|@rc-component[\\/](util|motion|resize-observer|portal|trigger)|antd[\\/](es[\\/](_util|button|config-provider|locale|space|style|theme)|locale)|dayjs)[\\/]/

export default defineConfig({
  plugins: [stylesWithoutElements(), stylesOfAntd(), oneLanguageAtATime(), react()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'chrome90',
    cssTarget: 'chrome90',
    emptyOutDir: false, // scripts/size.mjs sweeps what an earlier build left, but for .gitkeep
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0, // no data: addresses, so that the policy needs none
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'ground', test: ground },
            { name: 'antd-ground', test: antdGround },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: process.env.DUBAN_URL ?? 'http://127.0.0.1:8080' } } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    testTimeout: 20_000,
    restoreMocks: true,
  },
})
