import { useState } from 'react'

export type Filter = Record<string, string | number | undefined>

export interface Saved {
  name: string
  filter: Filter
}

/** Sets of filters that somebody named, kept on this device for this account. */
export function useSaved(user: string) {
  const key = `duban.ledger.${user}`
  const [saved, setSaved] = useState<Saved[]>(() => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? '[]') as Saved[]
    } catch {
      return []
    }
  })
  const keep = (next: Saved[]) => {
    setSaved(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // They last until the page is closed.
    }
  }
  return {
    saved,
    save: (name: string, filter: Filter) => keep([...saved.filter((s) => s.name !== name), { name, filter }]),
    remove: (name: string) => keep(saved.filter((s) => s.name !== name)),
  }
}
