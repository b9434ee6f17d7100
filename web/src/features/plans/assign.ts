import type { Goal, Step } from './model'

/** What one post or person has in a plan. */
export interface Seat {
  ref: string // empty: steps that nobody has yet
  lead: number
  co: number
  signs: number
}

/** Who has what in the goals: what nobody has first, then whoever has most. */
export function seats(goals: Goal[]): Seat[] {
  const found = new Map<string, Seat>()
  const seat = (ref: string) => {
    const known = found.get(ref) ?? { ref, lead: 0, co: 0, signs: 0 }
    found.set(ref, known)
    return known
  }
  for (const step of goals.flatMap((g) => g.steps ?? [])) {
    seat(step.lead ?? '').lead++
    for (const ref of step.co ?? []) seat(ref).co++
    for (const ref of (step.stages ?? []).flatMap((s) => s.signers ?? [])) seat(ref).signs++
  }
  return [...found.values()].sort(
    (a, b) => Number(a.ref !== '') - Number(b.ref !== '') || b.lead - a.lead || b.co + b.signs - a.co - a.signs,
  )
}

/** The goals with everything of each one given to another; nobody is named twice in one place. */
export function reassigned(goals: Goal[], to: Map<string, string>): Goal[] {
  const one = (ref: string) => to.get(ref) ?? ref
  const many = (refs: string[]) => [...new Set(refs.map(one))]
  const step = (s: Step): Step => {
    const lead = one(s.lead ?? '')
    return {
      ...s,
      lead,
      ...(s.co ? { co: many(s.co).filter((ref) => ref !== lead) } : {}),
      ...(s.stages ? { stages: s.stages.map((g) => (g.signers ? { ...g, signers: many(g.signers) } : g)) } : {}),
    }
  }
  return goals.map((g) => (g.steps ? { ...g, steps: g.steps.map(step) } : g))
}
