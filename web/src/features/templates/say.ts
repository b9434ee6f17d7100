import { useTranslation } from 'react-i18next'

/** A text of a template in the language of the page. */
export function useSay(): (text: { zh: string; en: string }) => string {
  const { i18n } = useTranslation()
  return (text) => (i18n.language === 'en' ? text.en : text.zh)
}

/** The word for a unit of numbers; units that only a template knows are words themselves. */
export function useUnit(): (unit: string) => string {
  const { t, i18n } = useTranslation()
  return (unit) => (i18n.exists(`plans.unit.${unit}`) ? t(`plans.unit.${unit as 'day'}`) : unit)
}
