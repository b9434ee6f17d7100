import { freeKey, type Goal, type Measure, shorten } from './model'

/** How a measure is taken from the report, cut in two and joined again: its text stays as it is there, its title is clean. */

const edges = /^[；;。，,、\s]+|[；;。，,、\s]+$/g

/** A text as a title: without the marker of the list, and without what was left of a pause at its ends. */
export function titleOf(text: string, marker = ''): string {
  const bare = marker && text.startsWith(marker) ? text.slice(marker.length) : text
  return shorten(bare.replaceAll(edges, '').trim())
}

/** Splits a measure at the pause nearest to its middle; the second part gets a key of its own and the next number. */
export function splitMeasure(goal: Goal, at: number): Goal {
  const measures = goal.measures ?? []
  const old = measures[at]
  const text = old?.text || old?.title || ''
  const cut = pauseOf(text)
  if (!old || cut === undefined) return goal
  const span = old.start !== undefined && old.end !== undefined && old.end - old.start >= text.length
  const border = span ? (old.start ?? 0) + cut : undefined
  const one = text.slice(0, cut)
  const two = text.slice(cut)
  const first = { ...old, title: titleOf(one, old.marker), text: one, end: border ?? old.end }
  const key = freeKey(
    measures.map((m) => m.key),
    'm',
  )
  const second = { ...old, key, marker: '', title: titleOf(two), text: two, start: border ?? old.start }
  const number = numberOf(old.marker)
  if (number) second.marker = sayNumber(number, number.n + 1)
  const below = number ? renumbered(measures.slice(at + 1), { ...number, n: number.n + 1 }, 1) : measures.slice(at + 1)
  return { ...goal, measures: [...measures.slice(0, at), first, second, ...below] }
}

const marks =
  /^([一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[，,、])/

/** A measure made of text that somebody selected in the report, in the place where it stands there. */
export function measureFrom(goal: Goal, found: { text: string; start: number; end: number }): Goal {
  const measures = goal.measures ?? []
  const marker = marks.exec(found.text)?.[0] ?? ''
  const key = freeKey(
    measures.map((m) => m.key),
    'm',
  )
  const measure: Measure = { ...found, key, marker, title: titleOf(found.text, marker) }
  const behind = measures.findIndex((m) => m.start !== undefined && m.start > found.start)
  const at = behind < 0 ? measures.length : behind
  return { ...goal, measures: [...measures.slice(0, at), measure, ...measures.slice(at)] }
}

function pauseOf(text: string): number | undefined {
  const cuts = [...text.matchAll(/[；;。，,、]/g)].map((m) => m.index + 1).filter((i) => i > 1 && i < text.length)
  if (cuts.length === 0) return undefined
  const middle = text.length / 2
  return cuts.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a))
}

/** Joins a measure to the one above it; steps that covered it cover that one. What was cut is whole again. */
export function mergeMeasure(goal: Goal, at: number): Goal {
  const measures = goal.measures ?? []
  const [above, below] = [measures[at - 1], measures[at]]
  if (!above || !below) return goal
  const text = [above.text || above.title, below.text || below.title].filter(Boolean).join('')
  const joined = { ...above, title: joinedTitle(above, below, text), text, end: below.end ?? above.end }
  const steps = (goal.steps ?? []).map((s) =>
    below.key && s.measures?.includes(below.key)
      ? { ...s, measures: [...new Set(s.measures.map((k) => (k === below.key ? (above.key ?? k) : k)))] }
      : s,
  )
  const [upper, lower] = [numberOf(above.marker), numberOf(below.marker)]
  const follows = upper && lower && like(upper, lower) && lower.n === upper.n + 1
  const rest = follows ? renumbered(measures.slice(at + 1), lower, -1) : measures.slice(at + 1)
  return { ...goal, steps, measures: [...measures.slice(0, at - 1), joined, ...rest] }
}

/** Parts that nobody renamed and that follow each other in the report read as it does; others stand side by side. */
function joinedTitle(above: Measure, below: Measure, text: string): string {
  const own = (m: Measure) => m.title === titleOf(m.text ?? '', m.marker)
  const marked = below.marker && below.text?.startsWith(below.marker)
  const touching = above.end !== undefined && above.end === below.start
  const cut = touching || /[；;。，,、]$/.test(above.text ?? '')
  if (own(above) && own(below) && cut && !marked) return titleOf(text, above.marker)
  return shorten([above, below].map((m) => (m.title ?? '').replaceAll(edges, '')).join('；'))
}

interface Numbered {
  before: string
  after: string
  n: number
  chinese: boolean
}

const digits = '零一二三四五六七八九'

/** The number in a marker such as 二是, （三） or 4. */
function numberOf(marker: string | undefined): Numbered | undefined {
  const found = /^(\D*?)(\d{1,2}|[一二三四五六七八九十]{1,3})(\D*)$/.exec(marker ?? '')
  if (!found) return undefined
  const [, before = '', number = '', after = ''] = found
  const chinese = !/\d/.test(number)
  const n = chinese ? readChinese(number) : Number(number)
  return n > 0 ? { before, after, n, chinese } : undefined
}

function readChinese(text: string): number {
  const at = text.indexOf('十')
  if (at < 0) return text.length === 1 ? digits.indexOf(text) : 0
  const tens = at === 0 ? 1 : digits.indexOf(text.slice(0, at))
  const ones = text.slice(at + 1)
  return tens * 10 + (ones === '' ? 0 : digits.indexOf(ones))
}

function sayNumber(like: Numbered, n: number): string {
  return like.before + (like.chinese ? sayChinese(n) : String(n)) + like.after
}

function sayChinese(n: number): string {
  if (n < 10) return digits.charAt(n)
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? digits.charAt(tens) : ''}十${n % 10 > 0 ? digits.charAt(n % 10) : ''}`
}

const like = (a: Numbered, b: Numbered) => a.before === b.before && a.after === b.after && a.chinese === b.chinese

/** The measures below, counted on: those of the same list, as far as it goes; lists within it stay. */
function renumbered(below: Measure[], last: Numbered, by: 1 | -1): Measure[] {
  let next = by > 0 ? last.n : last.n + 1
  let going = true
  return below.map((m) => {
    const number = numberOf(m.marker)
    if (!going || !number || !like(number, last)) return m
    going = number.n === next
    if (!going) return m
    next++
    const marker = sayNumber(number, number.n + by)
    const text = m.text?.startsWith(m.marker ?? '') ? marker + m.text.slice(m.marker?.length) : m.text
    return { ...m, marker, text }
  })
}
