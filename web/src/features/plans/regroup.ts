import { freeKey, type Goal, type Measure, replaceAt, type Step, shorten, withoutMeasure } from './model'

/** How goals of a draft are cut and joined: measures keep their place in the report, steps follow the measures they cover. */

function inside(list: string[] | undefined, keys: Set<string>): boolean {
  return list !== undefined && list.length > 0 && list.every((k) => keys.has(k))
}

/** From this measure on everything becomes a goal of its own, with the steps that cover nothing else. */
export function splitGoal(goals: Goal[], index: number, at: number): Goal[] {
  const goal = goals[index]
  const measures = goal?.measures ?? []
  const first = measures[at]
  if (!goal || !first || at === 0) return goals
  const leaving = new Set(measures.slice(at).flatMap((m) => m.key ?? []))
  const going = (goal.steps ?? []).filter((s) => inside(s.measures, leaving))
  const gone = new Set(going.flatMap((s) => s.key ?? []))
  const border = first.start
  const upper: Goal = {
    ...goal,
    measures: measures.slice(0, at),
    basis:
      goal.basis && border !== undefined && border > (goal.basis.start ?? 0)
        ? { ...goal.basis, end: border }
        : goal.basis,
    steps: placed(
      (goal.steps ?? [])
        .filter((s) => !gone.has(s.key ?? ''))
        .map((s) => ({
          ...s,
          measures: (s.measures ?? []).filter((k) => !leaving.has(k)),
          after: without(s.after, gone),
        })),
    ),
  }
  const { id: _, number: __, ...rest } = goal
  const stay = new Set((upper.steps ?? []).flatMap((s) => s.key ?? []))
  const lower: Goal = {
    ...rest,
    title: shorten(first.title || first.text || ''),
    weight: 0,
    target: undefined,
    basis: goal.basis ? { ...goal.basis, text: first.text, start: border, end: goal.basis.end } : undefined,
    measures: measures.slice(at),
    steps: placed(going.map((s) => ({ ...s, goal_id: undefined, after: without(s.after, stay) }))),
  }
  return [...goals.slice(0, index), upper, lower, ...goals.slice(index + 1)]
}

/** Joins a goal to the one above it; its measures and steps get keys that are free there. */
export function mergeGoal(goals: Goal[], index: number): Goal[] {
  const [above, below] = [goals[index - 1], goals[index]]
  if (!above || !below) return goals
  const measures = new Map<string, string>()
  const steps = new Map<string, string>()
  const takenMeasures = (above.measures ?? []).map((m) => m.key)
  const takenSteps = (above.steps ?? []).map((s) => s.key)
  const named = (
    key: string | undefined,
    taken: (string | undefined)[],
    prefix: string,
    names: Map<string, string>,
  ) => {
    const fresh = key && !taken.includes(key) ? key : freeKey(taken, prefix)
    taken.push(fresh)
    if (key) names.set(key, fresh)
    return fresh
  }
  const moved: Measure[] = (below.measures ?? []).map((m) => ({
    ...m,
    key: named(m.key, takenMeasures, 'm', measures),
  }))
  const renamed = (below.steps ?? []).map((s) => ({ ...s, key: named(s.key, takenSteps, 's', steps) }))
  const follow = (keys: string[] | undefined, names: Map<string, string>) => keys?.map((k) => names.get(k) ?? k)
  const joined: Goal = {
    ...above,
    weight: (above.weight ?? 0) + (below.weight ?? 0),
    basis: spanOf(above, below),
    measures: [...(above.measures ?? []), ...moved],
    steps: placed([
      ...(above.steps ?? []),
      ...renamed.map((s) => ({
        ...s,
        goal_id: undefined,
        after: follow(s.after, steps),
        measures: follow(s.measures, measures),
      })),
    ]),
  }
  return [...goals.slice(0, index - 1), joined, ...goals.slice(index + 1)]
}

/** Moves a measure to another goal under a key that is free there; the steps that cover only it go along. */
export function moveMeasure(goals: Goal[], from: number, at: number, to: number): Goal[] {
  const [source, target] = [goals[from], goals[to]]
  const measure = source?.measures?.[at]
  if (!source || !target || !measure || from === to) return goals
  const key = freeKey(
    (target.measures ?? []).map((m) => m.key),
    'm',
  )
  const own = (s: Step) => s.measures?.length === 1 && s.measures[0] === measure.key
  const going = (source.steps ?? []).filter(own)
  const taken = (target.steps ?? []).map((s) => s.key)
  const arriving = going.map((s) => {
    const fresh = freeKey(taken, 's')
    taken.push(fresh)
    return { ...s, goal_id: undefined, key: fresh, measures: [key], after: [] }
  })
  const gone = new Set(going.flatMap((s) => s.key ?? []))
  const left = withoutMeasure(
    {
      ...source,
      steps: placed(
        (source.steps ?? []).filter((s) => !own(s)).map((s) => (s.after ? { ...s, after: without(s.after, gone) } : s)),
      ),
    },
    at,
  )
  const next = replaceAt(goals, from, left)
  return replaceAt(next, to, {
    ...target,
    measures: [...(target.measures ?? []), { ...measure, key }],
    steps: placed([...(target.steps ?? []), ...arriving]),
  })
}

function spanOf(above: Goal, below: Goal): Goal['basis'] {
  const [a, b] = [above.basis, below.basis]
  if (!a || !b || a.end === undefined || b.start === undefined) return a ?? b
  // Only neighbours in the report are one stretch of it; what stands between two goals is neither's.
  const near = b.start >= a.end && b.start - a.end <= 4
  return { ...a, text: [a.text, b.text].filter(Boolean).join(''), end: near ? b.end : a.end }
}

function without(keys: string[] | undefined, gone: Set<string>): string[] | undefined {
  return keys?.filter((k) => !gone.has(k))
}

function placed(steps: Step[]): Step[] {
  return steps.map((s, position) => ({ ...s, position }))
}
