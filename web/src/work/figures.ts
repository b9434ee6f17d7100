import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fromMilli, toMilli } from './quantity'

const known = ['quantity', 'amount', 'area_ha', 'level']

/** What a figure is called; templates and drafts may bring words of their own. */
export function useFigureName(): (field: string) => string {
  const { t } = useTranslation()
  return (field) => (known.includes(field) ? t(`figure.${field as 'amount'}`) : field)
}

export function sayFigure(f: Noun['Figure']): string {
  return f.text || String(fromMilli(f.milli ?? 0))
}

/** Figures as they are typed, by field. */
export type Given = Record<string, string>

/** The figures that a submission of a step gives: the rules say which. */
export function askedOf(view: Noun['GoalView'], step: Noun['Step']): Noun['AskedFigure'][] {
  return view.asks[step.key] ?? []
}

/** Starts from what was handed in before. */
export function givenOf(figures: Noun['Figure'][] | undefined): Given {
  return Object.fromEntries((figures ?? []).map((f) => [f.field, f.text || String(fromMilli(f.milli ?? 0))]))
}

/** The figures that are asked for and not given yet. */
export function lackingFigures(asked: Noun['AskedFigure'][], given: Given | undefined): string[] {
  return asked.flatMap(({ field }) => (given?.[field]?.trim() ? [] : [field]))
}

/** What is sent of the figures: words as they are, numbers in thousandths. */
export function figuresOf(asked: Noun['AskedFigure'][], given: Given | undefined): Noun['FigureInput'][] {
  return asked.flatMap(({ field, word }) => {
    const typed = given?.[field]?.trim() ?? ''
    if (!typed) return []
    return [word ? { field, text: typed } : { field, milli: toMilli(Number(typed)) }]
  })
}
