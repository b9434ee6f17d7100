import type { Noun } from '@/api/client'

export type Cycle = Noun['Cycle']
export type Sheet = Noun['AssessSheet']
export type Indicator = Noun['Indicator']
export type Rule = Noun['AssessRule']
export type Formula = Noun['Formula']
export type Extra = Noun['AssessExtra']

const whole = 100_000 // 100 %, and 100 points, in thousandths

/** A key that none of a list has; people never see keys. */
export function freshKey(stem: string, used: string[]): string {
  let n = 1
  while (used.includes(`${stem}${n}`)) n += 1
  return `${stem}${n}`
}

export function keysOf(list: Indicator[]): string[] {
  return list.flatMap((i) => [i.key, ...keysOf(i.children ?? [])])
}

/** What siblings leave of the 100 %. */
export function restOf(weights: (number | undefined)[]): number {
  return Math.max(0, whole - weights.reduce<number>((sum, w) => sum + (w ?? 0), 0))
}

/** A list of indicators with the one of a key replaced, or taken out, wherever it stands. */
export function replaced(list: Indicator[], key: string, by: Indicator | null): Indicator[] {
  return list.flatMap((i) => {
    if (i.key === key) return by ? [by] : []
    if (!i.children || i.children.length === 0) return [i]
    const children = replaced(i.children, key, by)
    // Whose last part was taken out scores by itself again.
    return [children.length > 0 ? { ...i, children } : { ...leaf(i), full: whole, rules: [] }]
  })
}

function leaf({ children: _children, ...rest }: Indicator): Indicator {
  return rest
}

/** An indicator with one more below it: it then only shares its weight out. */
export function withChild(parent: Indicator, child: Indicator): Indicator {
  const { key, title, weight, children } = parent
  return { key, title, weight, children: [...(children ?? []), child] }
}

export function newIndicator(used: string[], weight: number): Indicator {
  return { key: freshKey('i', used), title: '', weight, full: whole, rules: [newRule([], 'on-time')] }
}

export function newRule(used: string[], fact: Rule['fact']): Rule {
  return { key: freshKey('r', used), title: '', fact, op: 'share', points: whole }
}

export function newSheet(cycle: Cycle, title: string): Sheet {
  const key = freshKey('s', [...cycle.sheets.map((s) => s.key), ...cycle.formulas.map((f) => f.key)])
  return { key, title, indicators: [] }
}

export function newFormula(cycle: Cycle): Formula {
  const key = freshKey('f', [...cycle.sheets.map((s) => s.key), ...cycle.formulas.map((f) => f.key)])
  const sheet = cycle.sheets[0]
  return { key, title: '', parts: [{ key: 'p1', title: sheet?.title ?? '', weight: whole, sheet: sheet?.key }] }
}

/** Scorers that share equally: the thousandths left over go to the first. */
export function equally(who: string[]): Noun['AssessScorer'][] {
  const each = Math.floor(whole / Math.max(1, who.length))
  return who.map((ref, i) => ({ who: ref, weight: i === 0 ? whole - each * (who.length - 1) : each }))
}
