/** What the ledger of hazards is filtered by, as its address says it. */
export interface HazardFilter {
  q?: string
  unit?: string
  state?: string
  level?: string
  only?: string
  place?: string
}
