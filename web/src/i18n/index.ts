import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import { zh } from './texts'

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

/** Has the sentences of a language at hand; Chinese always is. */
async function fetchTexts(locale: Locale): Promise<void> {
  if (i18n.hasResourceBundle(locale, 'translation')) return
  const { en } = await import('./texts-en')
  i18n.addResourceBundle(locale, 'translation', en)
}

/** The form of a noun that its number asks for: "{{n, word(sing: day; plur: days)}}". See texts/many. */
const word = (n: unknown, _: string | undefined, { sing, plur }: { sing?: string; plur?: string }) =>
  (Number(n) === 1 ? sing : plur) ?? ''

/** Chinese until somebody chose English on this device or in their account. */
export async function startLanguage(): Promise<void> {
  i18n.on('languageChanged', mark)
  i18n.use(initReactI18next).init({
    resources: { 'zh-CN': { translation: zh } },
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
  })
  i18n.services.formatter?.add('word', word)
  await show(stored())
}

/** The language stays as it is when the other's sentences are out of reach. */
async function show(locale: Locale): Promise<void> {
  if (i18n.language === locale) return
  try {
    await fetchTexts(locale)
    await i18n.changeLanguage(locale)
  } catch {
    // Asked for again with the next choice, or when the page is opened again.
  }
}

/** Speaks another language from now on, also after the next sign-in on this device. */
export async function speak(locale: Locale): Promise<void> {
  try {
    localStorage.setItem(remembered, locale)
  } catch {
    // Not remembered then; the account still knows.
  }
  await show(locale)
}
