import { useState } from 'react'
import type { Noun } from '@/api/client'
import { statusesOf } from '@/work/step-states'
import { type Column, columns, usual } from './columns'

export type Filter = Record<string, string | number | undefined>

export interface Saved {
  name: string
  filter: Filter
  columns?: Column[] // none: those that are shown anyway
}

function kept<T>(key: string, none: T): T {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? none
  } catch {
    return none
  }
}

function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // It lasts until the page is closed.
  }
}

/** Sets of filters and columns that somebody named, kept on this device for this account. */
export function useSaved(user: string) {
  const key = `duban.ledger.${user}`
  const [saved, setSaved] = useState<Saved[]>(() => kept(key, []))
  const change = (next: Saved[]) => {
    setSaved(next)
    keep(key, next)
  }
  return {
    saved,
    save: (one: Saved) => change([...saved.filter((s) => s.name !== one.name), one]),
    remove: (name: string) => change(saved.filter((s) => s.name !== name)),
  }
}

/** The columns that somebody chose, kept likewise. */
export function useColumns(user: string): [Column[], (shown: Column[]) => void] {
  const key = `duban.ledger.columns.${user}`
  const [shown, setShown] = useState<Column[]>(() => known(kept<string[]>(key, usual)))
  return [
    shown,
    (next) => {
      setShown(known(next))
      keep(key, next)
    },
  ]
}

/** Of what was kept, the columns that there are, in their order; the step is always among them. */
export function known(names: string[]): Column[] {
  return columns.filter((c) => c === 'step' || names.includes(c))
}

/** What the address says, as the API asks for it. */
export function filterOf(f: Filter) {
  return {
    q: f.q as string | undefined,
    unit: f.unit as string | undefined,
    kind: f.kind as string | undefined,
    light: f.light as Noun['Light'] | undefined,
    status: statusesOf(f.status as string | undefined),
    who: f.who as string | undefined,
    due_from: f.from as string | undefined,
    due_to: f.to as string | undefined,
    year: f.year as number | undefined,
  }
}
