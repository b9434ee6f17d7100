import type { Noun } from '@/api/client'
import { toThousandths } from './points'

/** What somebody puts right, as it is typed: points by seat, facts by their ids. */
export interface Amended {
  scores: Record<string, number | null>
  facts: Record<string, { value: number | null; gone: boolean }>
}

export const nothingAmended: Amended = { scores: {}, facts: {} }

/** The seat that a score belongs to; without a scorer it stands instead of all of them. */
export function seatOf(e: { sheet?: string; indicator?: string; scorer?: string }): string {
  return JSON.stringify([e.sheet, e.indicator, e.scorer ?? ''])
}

/** The scores that count: all scorers' of an indicator, or the one that stands instead of them. */
export function standing(card: Pick<Noun['CardView'], 'evaluations'>): Noun['Evaluation'][] {
  const whole = card.evaluations.filter((e) => !e.scorer)
  return card.evaluations.filter(
    (e) => !e.scorer || !whole.some((w) => w.sheet === e.sheet && w.indicator === e.indicator),
  )
}

export function scoresOf(value: Amended): Noun['AssessGivenInput'][] {
  return Object.entries(value.scores).flatMap(([seat, points]) => {
    const [sheet, indicator, scorer] = JSON.parse(seat) as [string, string, string]
    return points === null ? [] : [{ sheet, indicator, ...(scorer ? { scorer } : {}), points: toThousandths(points) }]
  })
}

export function correctionsOf(card: Pick<Noun['CardView'], 'facts'>, value: Amended): Noun['CorrectionInput'][] {
  return card.facts.flatMap((f) => {
    const said = value.facts[f.id]
    if (said?.gone) return [{ before: f.id }]
    return typeof said?.value === 'number' ? [{ before: f.id, after: { ...f, value: toThousandths(said.value) } }] : []
  })
}

/** What is sent of it. */
export function amendments(card: Pick<Noun['CardView'], 'facts'> | undefined, value: Amended) {
  const scores = scoresOf(value)
  const corrections = card ? correctionsOf(card, value) : []
  return { ...(scores.length > 0 ? { scores } : {}), ...(corrections.length > 0 ? { corrections } : {}) }
}
