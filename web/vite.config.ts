import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

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

export default defineConfig({
  plugins: [stylesWithoutElements(), react()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'chrome90',
    cssTarget: 'chrome90',
    emptyOutDir: false, // scripts/size.mjs sweeps what an earlier build left, but for .gitkeep
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0, // no data: addresses, so that the policy needs none
    modulePreload: { polyfill: false },
    manifest: true,
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
