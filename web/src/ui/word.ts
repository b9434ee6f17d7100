import { useTranslation } from 'react-i18next'

type Group = 'command' | 'duty' | 'noticeKind' | 'goalKind' | 'outcome'

/** The word for a value that the server may extend before this page knows it: then the value itself is shown. */
export function useWord(): (group: Group, value: string) => string {
  const { t, i18n } = useTranslation()
  return (group, value) => {
    const key = `${group}.${value}`
    return i18n.exists(key) ? String(t(key as 'command.accept')) : value
  }
}

/** The text of something that is written in both languages. */
export function useBoth(): (text: { zh: string; en: string }) => string {
  const { i18n } = useTranslation()
  return (text) => (i18n.language === 'en' ? text.en : text.zh) || text.zh
}
