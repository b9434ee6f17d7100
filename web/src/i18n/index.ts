import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en, zh } from './texts'

export type Locale = 'zh-CN' | 'en'

const remembered = 'duban.locale'

// The library's own types multiply all keys with each other, which the compiler gives up on at some two thousand. Flat
// keys cost a sum; that both languages take the same parameters is a test.
type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`
}[keyof T & string]

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Record<Path<typeof zh>, string> }
    keySeparator: false // of these types only
    parseInterpolation: false
    returnNull: false
  }
}

function stored(): Locale {
  try {
    return localStorage.getItem(remembered) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN' // storage is closed to the page: Chinese first
  }
}

function mark(locale: string) {
  document.documentElement.lang = locale
  document.title = i18n.t('app.name')
}

/** Chinese until somebody chose English on this device or in their account. */
export function startLanguage(): void {
  i18n.on('languageChanged', mark)
  i18n.use(initReactI18next).init({
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    lng: stored(),
    fallbackLng: 'zh-CN',
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
  })
}

/** Speaks another language from now on, also after the next sign-in on this device. */
export function speak(locale: Locale): void {
  try {
    localStorage.setItem(remembered, locale)
  } catch {
    // Not remembered then; the account still knows.
  }
  if (i18n.language !== locale) void i18n.changeLanguage(locale)
}
