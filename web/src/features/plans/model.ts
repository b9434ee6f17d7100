import type { Noun } from '@/api/client'

export type Goal = Noun['GoalInput']
export type Step = Noun['StepInput']
export type Measure = Noun['MeasureInput']

export interface Content {
  title: string
  year: number
  goals: Goal[]
}

export function contentOf(plan: Noun['Plan']): Content {
  return { title: plan.title, year: plan.year, goals: (plan.goals ?? []) as Goal[] }
}

/** Which goal a problem is in, or -1 for the plan as a whole. */
export function goalOf(pointer: string): number {
  const found = /^\/goals\/(\d+)/.exec(pointer)
  return found ? Number(found[1]) : -1
}

export function freeKey(taken: (string | undefined)[], prefix: string): string {
  for (let n = 1; ; n++) if (!taken.includes(`${prefix}${n}`)) return `${prefix}${n}`
}

export function replaceAt<T>(list: T[], at: number, item: T): T[] {
  return list.map((old, i) => (i === at ? item : old))
}

export function moved<T>(list: T[], at: number, by: number): T[] {
  const to = at + by
  if (to < 0 || to >= list.length) return list
  const next = [...list]
  const [item] = next.splice(at, 1)
  next.splice(to, 0, item as T)
  return next
}

export function newStep(goal: Goal, title = ''): Step {
  const steps = goal.steps ?? []
  return {
    key: freeKey(
      steps.map((s) => s.key),
      's',
    ),
    title,
    kind: 'work',
    weight: 0,
    position: steps.length,
  }
}

/** Without a step, and without its name in the steps that waited for it. */
export function withoutStep(goal: Goal, key: string): Goal {
  const steps = (goal.steps ?? [])
    .filter((s) => s.key !== key)
    .map((s) => (s.after?.includes(key) ? { ...s, after: s.after.filter((k) => k !== key) } : s))
  return { ...goal, steps }
}

/** One step for every measure that no step covers yet, with the measure's title. */
export function stepsFromMeasures(goal: Goal): Goal {
  let next = goal
  for (const m of goal.measures ?? []) {
    if (next.steps?.some((s) => m.key && s.measures?.includes(m.key))) continue
    const step = { ...newStep(next, m.title ?? ''), measures: m.key ? [m.key] : [] }
    next = { ...next, steps: [...(next.steps ?? []), step] }
  }
  return next
}

/** 100 among all, the first ones taking what does not divide. */
export function spreadWeights<T extends { weight?: number }>(list: T[]): T[] {
  if (list.length === 0) return list
  const each = Math.floor(100 / list.length)
  const rest = 100 - each * list.length
  return list.map((item, i) => ({ ...item, weight: each + (i < rest ? 1 : 0) }))
}

export function newMeasure(goal: Goal): Goal {
  const measures = goal.measures ?? []
  const key = freeKey(
    measures.map((m) => m.key),
    'm',
  )
  return { ...goal, measures: [...measures, { key, title: '' }] }
}

/** Changes the order of two measures that stand beside each other. */
export function shiftMeasure(goal: Goal, at: number, by: number): Goal {
  return { ...goal, measures: moved(goal.measures ?? [], at, by) }
}

/** Measures that no step covers. */
export function uncovered(goal: Goal): Measure[] {
  const covered = new Set((goal.steps ?? []).flatMap((s) => s.measures ?? []))
  return (goal.measures ?? []).filter((m) => !covered.has(m.key ?? ''))
}

export function withoutMeasure(goal: Goal, at: number): Goal {
  const key = goal.measures?.[at]?.key
  const steps = (goal.steps ?? []).map((s) =>
    key && s.measures?.includes(key) ? { ...s, measures: s.measures.filter((k) => k !== key) } : s,
  )
  return { ...goal, steps, measures: (goal.measures ?? []).filter((_, i) => i !== at) }
}

export function shorten(text: string): string {
  const letters = [...text]
  return letters.length > 60 ? `${letters.slice(0, 59).join('')}…` : text
}

/** A stretch of the report: what it was recognised as, if anything. */
export interface Stretch {
  text: string
  start: number
  goal?: number
  measure?: string
}

/** Cuts the report where goals and measures begin and end. Positions count characters, not UTF-16 units. */
export function stretches(source: string, goals: Goal[]): Stretch[] {
  const letters = Array.from(source)
  const cuts = new Set([0, letters.length])
  const valid = (start?: number, end?: number) =>
    start !== undefined && end !== undefined && start < end && end <= letters.length
  const marks: { start: number; end: number; goal: number; measure?: string }[] = []
  goals.forEach((g, goal) => {
    if (valid(g.basis?.start, g.basis?.end)) {
      marks.push({ start: g.basis?.start ?? 0, end: g.basis?.end ?? 0, goal })
    }
    for (const m of g.measures ?? []) {
      if (valid(m.start, m.end)) marks.push({ start: m.start ?? 0, end: m.end ?? 0, goal, measure: m.key })
    }
  })
  for (const m of marks) cuts.add(m.start).add(m.end)
  const borders = [...cuts].sort((a, b) => a - b)
  return borders.slice(0, -1).map((start, i) => {
    const over = marks.filter((m) => m.start <= start && m.end > start)
    const measure = over.filter((m) => m.measure !== undefined).at(-1)
    const best = measure ?? over.at(-1)
    return {
      text: letters.slice(start, borders[i + 1]).join(''),
      start,
      goal: best?.goal,
      measure: measure?.measure,
    }
  })
}
