import type { Noun } from '@/api/client'
import { addDays, type Day, dayOf, weekdayOf } from '@/work/time'
import { type Goal, goalOf } from './model'

/** One step, or one occurrence of a series, in the picture of a year. */
export interface Bar {
  key: string
  step: number // index in its goal
  title: string
  from: number // milliseconds
  to: number
  due?: number
  ended: boolean // closed out before the picture ends
  late: boolean
}

export interface Row {
  goal: number
  title: string
  bars: (Bar & { lane: number })[]
  lanes: number
}

/** The step that an occurrence belongs to: "s3#2027-03-28" is one of s3. */
export function stepOf(key: string | undefined): string {
  return (key ?? '').replace(/#.*$/, '')
}

/** Where something in a rehearsal is edited. */
export function pointerOf(goals: Goal[], goal: string | undefined, step: string | undefined): string {
  const i = goals.findIndex((g) => g.id === goal)
  if (i < 0) return ''
  const j = (goals[i]?.steps ?? []).findIndex((s) => s.key === stepOf(step))
  return j < 0 ? `/goals/${i}` : `/goals/${i}/steps/${j}`
}

/** The goals of a rehearsal as rows: a bar from when a step opens until it is through, packed into as few lanes as fit. */
export function rowsOf(r: Noun['Rehearsal'], goals: Goal[]): Row[] {
  const until = Date.parse(r.until)
  const bars = new Map<string, Bar>()
  for (const h of r.happenings) {
    if (!h.step) continue
    const id = `${h.goal}/${h.step}`
    const bar = bars.get(id)
    const at = Date.parse(h.at)
    const goal = goals.find((g) => g.id === h.goal)
    const step = (goal?.steps ?? []).findIndex((s) => s.key === stepOf(h.step))
    const series = !h.due && goal?.steps?.[step]?.recur // the series itself is nobody's work
    if (!bar && (h.kind === 'open' || h.kind === 'report') && !series) {
      const title = goal?.steps?.[step]?.title ?? h.step
      const due = h.due ? Date.parse(h.due) : undefined
      bars.set(id, { key: id, step, title, from: at, to: until, due, ended: false, late: false })
    }
    if (bar && h.kind === 'late') bar.late = true
    if (bar && !bar.ended && (h.kind === 'done' || h.kind === 'close')) Object.assign(bar, { to: at, ended: true })
  }
  return goals.map((g, goal) => {
    const own = [...bars.values()].filter((b) => b.key.startsWith(`${g.id}/`))
    return { goal, title: g.title ?? '', ...packed(own) }
  })
}

const least = 5 * 24 * 3600_000 // no bar is drawn shorter than this

function packed(bars: Bar[]): Pick<Row, 'bars' | 'lanes'> {
  const ends: number[] = []
  const placed = [...bars]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((bar) => {
      const free = ends.findIndex((end) => end <= bar.from)
      const lane = free < 0 ? ends.length : free
      ends[lane] = Math.max(bar.to, bar.due ?? 0, bar.from + least)
      return { ...bar, lane }
    })
  return { bars: placed, lanes: Math.max(1, ends.length) }
}

/** The first days of the months from one moment to another. */
export function monthsBetween(from: string, until: string): Day[] {
  const months: Day[] = []
  const last = dayOf(until)
  for (let day = `${dayOf(from).slice(0, 7)}-01`; day <= last; day = `${addDays(day, 31).slice(0, 7)}-01`)
    months.push(day)
  return months
}

/** The Monday of an ISO week: week 1 holds 4 January. */
export function mondayOf(year: number, week: number): Day {
  const fourth = `${year}-01-04`
  return addDays(fourth, 7 * (week - 1) - ((weekdayOf(fourth) + 6) % 7))
}

export interface Loaded {
  ref: string
  total: number
  weeks: Map<Day, Noun['Load']> // by Monday
}

/** What everybody has week by week, whoever has most due first. */
export function loadsOf(load: Noun['Load'][]): { people: Loaded[]; weeks: Day[] } {
  const people = new Map<string, Loaded>()
  const weeks = new Set<Day>()
  for (const l of load) {
    const monday = mondayOf(l.year, l.week)
    const one = people.get(l.ref) ?? { ref: l.ref, total: 0, weeks: new Map() }
    one.total += l.due + l.signatures
    one.weeks.set(monday, l)
    people.set(l.ref, one)
    weeks.add(monday)
  }
  const sorted = [...weeks].sort()
  const all: Day[] = []
  for (let day = sorted[0]; day !== undefined && day <= (sorted.at(-1) ?? ''); day = addDays(day, 7)) all.push(day)
  return { people: [...people.values()].sort((a, b) => b.total - a.total), weeks: all }
}

/** How many things to look at each goal has. */
export function troublesOf(conflicts: Noun['Conflict'][], goals: Goal[]): Map<number, number> {
  const found = new Map<number, number>()
  for (const c of conflicts) {
    const goal = goalOf(pointerOf(goals, c.goal, c.step))
    if (goal >= 0 && c.kind !== 'provisional') found.set(goal, (found.get(goal) ?? 0) + 1)
  }
  return found
}
