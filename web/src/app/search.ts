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
