import { expect } from '@playwright/test'
import type { Visitor } from './town'

/** The day some days from now. */
export const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

interface Unit {
  id: string
  name: string
}

interface Post {
  id: string
  name: string
}

/** Sends a request as whoever is signed in, and expects it to be done. */
export async function send<T>(v: Visitor, method: string, path: string, data?: unknown): Promise<T> {
  const headers = { 'Idempotency-Key': crypto.randomUUID() }
  const answer = await v.context.request.fetch(path, { method, data, headers })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

/** Units and posts of the town, by their names. */
export async function directory(v: Visitor) {
  const found = await send<{ units: Unit[]; posts: Post[] }>(v, 'GET', '/api/v1/directory')
  const of = (list: { id: string; name: string }[], name: string) => {
    const one = list.find((x) => x.name === name)
    if (!one) throw new Error(`nothing is called ${name}`)
    return one.id
  }
  return { unit: (name: string) => of(found.units, name), post: (name: string) => `post:${of(found.posts, name)}` }
}

interface PlanView {
  plan: { id: string; version: number; year: number; title: string; goals: { id: string; steps?: object[] }[] }
  problems: { pointer: string; detail: string }[]
}

interface Wanted {
  title: string
  unit: string
  steps?: object[]
  /** A template and what it is to know, instead of steps. */
  template?: object
}

/** A plan of one goal, issued by whoever is signed in; the id of the goal. */
export async function issueGoal(v: Visitor, wanted: Wanted): Promise<string> {
  const year = new Date().getFullYear()
  const { unit } = await directory(v)
  const goal = {
    title: wanted.title,
    kind: 'general',
    weight: 100,
    lead_unit: unit(wanted.unit),
    steps: wanted.steps ?? [],
  }
  let view = await send<PlanView>(v, 'POST', '/api/v1/plans', { year, title: wanted.title, goals: [goal] })
  const { id } = view.plan
  if (wanted.template) {
    const path = `/api/v1/plans/${id}/goals/${view.plan.goals[0]?.id}/template`
    view = await send<PlanView>(v, 'POST', path, { version: view.plan.version, ...wanted.template })
  }
  expect(view.problems).toEqual([])
  view = await send<PlanView>(v, 'POST', `/api/v1/plans/${id}/issue`, { version: view.plan.version })
  return view.plan.goals[0]?.id ?? ''
}
