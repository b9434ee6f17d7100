import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Problem } from '@/api/problem'
import type { Sent } from '@/work/typed'

type Edit = Omit<Noun['TemplateEdit'], 'version' | 'check'>
type View = Noun['TemplateView']

/** Checks an edited template, and saves it as the version after the one that was edited. */
export function useTemplateEdit(view: View, done: (saved: View) => void, form: Sent) {
  const { kind, version } = view.template
  const send = (check: boolean) => (edit: Edit) =>
    answer(api.PUT('/api/v1/templates/{kind}', { params: { path: { kind } }, body: { ...edit, version, check } }))
  const check = useCommand<Edit, View>({ send: send(true), invalidates: [] })
  const save = useCommand<Edit, View>({ send: send(false), invalidates: [keys.templates()], done, form })
  return { check, save }
}

/** Which number of a template a problem is about: it is named by its key, or by its place in the list. */
export function numberProblems(error: unknown, numbers: Noun['TemplateNumber'][]): Map<string, string> {
  const found = new Map<string, string>()
  if (!(error instanceof Problem)) return found
  for (const e of error.errors) {
    const name = /^\/numbers\/([^/]+)/.exec(e.pointer)?.[1]
    if (name === undefined) continue
    const key = numbers.find((n) => n.key === name)?.key ?? numbers[Number(name)]?.key
    if (key) found.set(key, e.detail)
  }
  return found
}

/** The line, from 0, at which a JSON pointer into a YAML text stands, or -1: found by indentation, as these texts are written. */
export function lineOf(text: string, pointer: string): number {
  const lines = text.split('\n')
  const parts = pointer.split('/').slice(1)
  let [at, last] = [-1, -1]
  for (const part of parts) {
    const next = /^\d+$/.test(part) ? nthItem(lines, at, Number(part)) : keyBelow(lines, at, part)
    if (next < 0) return last
    at = next
    last = next
  }
  return last
}

const indentOf = (line: string) => line.length - line.trimStart().length
const blank = (line: string) => /^\s*(#.*)?$/.test(line)

function nthItem(lines: string[], from: number, n: number): number {
  let depth = -1
  for (let i = from + 1, seen = -1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (blank(line)) continue
    const item = line.trimStart().startsWith('- ')
    if (depth < 0 && !item) return -1
    if (depth < 0) depth = indentOf(line)
    if (indentOf(line) < depth || (indentOf(line) === depth && !item)) return -1
    if (indentOf(line) === depth && ++seen === n) return i
  }
  return -1
}

function keyBelow(lines: string[], from: number, key: string): number {
  const start = lines[from] ?? ''
  const within = new RegExp(`(^|[\\s{,-])${key.replace(/[^\w-]/g, '')}:`)
  if (from >= 0 && within.test(start)) return from // an item on one line, or the first key of an item
  const least = from < 0 ? 0 : indentOf(start) + 1
  for (let i = from + 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (blank(line)) continue
    if (from >= 0 && indentOf(line) < least) return -1
    if ((from >= 0 || indentOf(line) === 0) && line.trimStart().startsWith(`${key}:`)) return i
  }
  return -1
}
