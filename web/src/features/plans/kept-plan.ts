import { useState } from 'react'
import { useDraft } from '@/work/draft'
import { useMe } from '@/work/session'
import type { Content, Goal } from './model'

/** What was typed into a plan and has not reached the server, with the version that it was typed into. */
export interface Mine {
  version: number
  content: Content
  goals: string[] // ids of those that were changed; the new ones have none
}

interface Record extends Mine {
  older?: Mine // typed into an earlier version; whether it is wanted was not said yet
}

/** What is typed into a plan, kept on this device until it was saved. */
export function useKeptPlan(plan: string) {
  const user = useMe().user.id
  const { value, change, drop } = useDraft<Record | null>(`form/${user}/plan/${plan}`, null)
  const [first] = useState(value)
  return { first, keep: change, drop }
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

/** The goals that differ from those of the plan as it was saved, by id. */
export function changedGoals(saved: Content, content: Content): string[] {
  const before = new Map(saved.goals.map((g) => [g.id, g]))
  return content.goals.flatMap((g) => (g.id && !same(before.get(g.id), g) ? [g.id] : []))
}

/** What somebody typed, on top of what others saved meanwhile: only what was typed replaces anything. */
export function onTop(now: Content, mine: Mine): Content {
  const changed = new Map(mine.content.goals.filter((g) => g.id && mine.goals.includes(g.id)).map((g) => [g.id, g]))
  const kept = now.goals.map((g) => changed.get(g.id) ?? g)
  const there = new Set(now.goals.map((g) => g.id))
  const others = mine.content.goals.filter((g) => !g.id || (changed.has(g.id) && !there.has(g.id)))
  return { ...now, goals: [...kept, ...others.map((g): Goal => (g.id ? { ...g, id: undefined } : g))] }
}

/** The goals that were typed into, by their titles. */
export function titlesOf(mine: Mine): string[] {
  return mine.content.goals.filter((g) => !g.id || mine.goals.includes(g.id)).map((g) => g.title || '…')
}
