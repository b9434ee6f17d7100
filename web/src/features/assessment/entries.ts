import type { Noun } from '@/api/client'

/** A kind of entry that a cycle counts: the tag that its rules look for, and what those are called. */
export interface EntryKind {
  tag: string
  title: string
}

/** The kinds of entries that the indicators, bonuses, deductions and vetoes of a cycle count, each once. */
export function entryKinds(cycle: Pick<Noun['Cycle'], 'sheets' | 'formulas'>): EntryKind[] {
  const found = new Map<string, string[]>()
  const add = (tag: string | undefined, title: string) => {
    const titles = found.get(tag ?? '') ?? []
    if (!titles.includes(title)) found.set(tag ?? '', [...titles, title])
  }
  const look = (i: Noun['Indicator']) => {
    for (const r of i.rules ?? []) if (r.fact === 'case') add(r.tag, i.title)
    for (const child of i.children ?? []) look(child)
  }
  for (const s of cycle.sheets) for (const i of s.indicators) look(i)
  for (const f of cycle.formulas) {
    for (const x of f.extras ?? []) look(x)
    for (const v of f.vetoes ?? []) if (v.fact === 'case') add(v.tag, v.title)
  }
  return [...found].map(([tag, titles]) => ({ tag, title: titles.join(' / ') }))
}

/** The first and the last day of a period. */
export function daysOf({ kind, year, n = 1 }: Noun['Period']): [string, string] {
  const months = kind === 'year' ? 12 : kind === 'quarter' ? 3 : 1
  const from = kind === 'year' ? 0 : (n - 1) * months
  const day = (at: Date) => at.toISOString().slice(0, 10)
  return [day(new Date(Date.UTC(year, from, 1))), day(new Date(Date.UTC(year, from + months, 0)))]
}
