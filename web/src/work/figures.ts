import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fromMilli } from './quantity'

const known = ['quantity', 'amount', 'area_ha', 'level']

/** What a figure is called; templates and drafts may bring words of their own. */
export function useFigureName(): (field: string) => string {
  const { t } = useTranslation()
  return (field) => (known.includes(field) ? t(`define.figure.${field as 'amount'}`) : field)
}

export function sayFigure(f: Noun['Figure']): string {
  return f.text || String(fromMilli(f.milli ?? 0))
}
