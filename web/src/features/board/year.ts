import type { Noun } from '@/api/client'

/** Where a quantity stands against its year: both as shares of the target, 0 to 1 and beyond. */
export interface Share {
  reached: number
  planned: number // by today
}

/** What should be reached by now: by the step's own plan, else evenly from its opening to its due day. */
export function shareOf(step: Noun['Step'], now: number): Share | null {
  if (!step.target) return null
  const reached = (step.total ?? 0) / step.target.milli
  const past = (step.planned ?? []).filter((p) => Date.parse(`${p.by}T23:59:59+08:00`) <= now)
  if ((step.planned ?? []).length > 0) {
    return { reached, planned: Math.max(0, ...past.map((p) => p.milli)) / step.target.milli }
  }
  if (!step.opened_at || !step.due_at) return { reached, planned: 0 }
  const from = Date.parse(step.opened_at)
  const to = Date.parse(step.due_at)
  return { reached, planned: Math.min(1, Math.max(0, (now - from) / Math.max(1, to - from))) }
}

export interface Figure {
  goal: Noun['Goal']
  step: Noun['Step']
  share: Share
}

/** Every quantity of the goals, what is most behind first. */
export function figuresOf(goals: Noun['Goal'][], now: number): Figure[] {
  return goals
    .flatMap((goal) =>
      (goal.steps ?? []).flatMap((step) => {
        const share = step.status === 'cancelled' ? null : shareOf(step, now)
        return share ? [{ goal, step, share }] : []
      }),
    )
    .sort((a, b) => a.share.reached - a.share.planned - (b.share.reached - b.share.planned))
}
