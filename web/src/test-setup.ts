import { cleanup } from '@testing-library/react'
import { afterEach, vi } from 'vitest'
import { startLanguage } from './i18n'

// What jsdom lacks and antd asks for.
window.matchMedia ??= (query: string) =>
  ({
    matches: !query.includes('max-width'),
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }) as unknown as MediaQueryList
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof ResizeObserver
window.scrollTo = () => {}
Element.prototype.scrollIntoView ??= () => {}

await startLanguage()

afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
})
