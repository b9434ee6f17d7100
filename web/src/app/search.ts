/** What the ledger of hazards is filtered by, as its address says it. */
export interface HazardFilter {
  q?: string
  unit?: string
  state?: string
  level?: string
  only?: string
  place?: string
}

/** Kinds of events that a timeline is filtered by. */
export const eventGroups = ['work', 'approval', 'time', 'stop'] as const
export type EventGroup = (typeof eventGroups)[number]

/** What a timeline is looked through for: a step, a kind of event, a person, words. */
export interface TimelineFilter {
  of?: string
  sort?: EventGroup
  who?: string
  q?: string
}

/** What of a goal is shown, as its address says it. */
export interface GoalSearch extends TimelineFilter {
  step?: string
  view?: string
}

export interface GoalFilter {
  q?: string
  unit?: string
  kind?: string
  status?: string
}

export interface LedgerFilter extends GoalFilter {
  light?: string
  who?: string
  from?: string
  to?: string
  year?: number
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

type Given = Record<string, unknown>

export const goalSearch = (s: Given): GoalSearch => ({
  step: text(s.step),
  view: text(s.view),
  of: text(s.of),
  sort: eventGroups.find((g) => g === s.sort),
  who: text(s.who),
  q: text(s.q),
})

export const ledgerFilter = (s: Given): LedgerFilter => ({
  q: text(s.q),
  unit: text(s.unit),
  kind: text(s.kind),
  light: text(s.light),
  status: text(s.status),
  who: text(s.who),
  from: text(s.from),
  to: text(s.to),
  year: typeof s.year === 'number' ? s.year : undefined,
})

/** Where somebody wanted to go who had to do something else first. */
export const backTo = (s: Record<string, unknown>): { back?: string } => ({ back: text(s.back) })
