import type { Noun } from '@/api/client'

/** What was answered to a template's questions. */
export interface Choices {
  posts: Record<string, string>
  figures: Record<string, string>
  numbers: Record<string, string>
  parts: Record<string, boolean>
}

export const noChoices: Choices = { posts: {}, figures: {}, numbers: {}, parts: {} }

export type Fault =
  | { why: 'required' | 'number' | 'whole' | 'day' }
  | { why: 'between'; min: string; max: string }
  | { why: 'least'; min: string }
  | { why: 'most'; max: string }

/** What is asked before a template is applied: the other figures come with the work. */
export function asked(template: Noun['Template']): Noun['TemplateFigure'][] {
  return (template.figures ?? []).filter((f) => !f.running)
}

/** Whether steps have what they are to reach from a figure: left empty, they have nothing to reach. */
export function isTarget(template: Noun['Template'], figure: string): boolean {
  return template.steps.some((s) => s.target?.figure === figure)
}

/** Every answer that the template cannot take, by its pointer, as the server would find it. */
export function faultsOf(template: Noun['Template'], choices: Choices): Map<string, Fault> {
  const found = new Map<string, Fault>()
  for (const figure of asked(template)) {
    const given = choices.figures[figure.key]?.trim() ?? ''
    if (given === '') {
      if (figure.required) found.set(`/figures/${figure.key}`, { why: 'required' })
    } else if ((figure.words ?? []).length === 0) {
      const value = decimalOf(given)
      if (value === undefined) found.set(`/figures/${figure.key}`, { why: 'number' })
      else if (value >= most) found.set(`/figures/${figure.key}`, { why: 'most', max: String(most - 1) })
    }
  }
  for (const number of template.numbers) {
    const given = choices.numbers[number.key]?.trim() ?? ''
    const fault = given === '' ? undefined : faultOf(number, given)
    if (fault) found.set(`/numbers/${number.key}`, fault)
  }
  return found
}

const most = 1_000_000_000
const counted = ['workday', 'day', 'hour', 'day-of-month'] // nobody has half of one

function faultOf(number: Noun['TemplateNumber'], given: string): Fault | undefined {
  const day = number.unit === 'month-day'
  const read = day ? dayOf : decimalOf
  const value = read(given)
  if (value === undefined) return { why: day ? 'day' : 'number' }
  if (counted.includes(number.unit) && !Number.isInteger(value)) return { why: 'whole' }
  const { min, max } = number
  const low = min !== undefined && value < (read(min) ?? value)
  const high = max !== undefined && value > (read(max) ?? value)
  if (!low && !high) return undefined
  if (min !== undefined && max !== undefined) return { why: 'between', min, max }
  return min !== undefined ? { why: 'least', min } : { why: 'most', max: max ?? '' }
}

/** A number with up to three decimals, not below 0. */
function decimalOf(text: string): number | undefined {
  return /^(0|[1-9]\d{0,11})(\.\d{1,3})?$/.test(text) ? Number(text) : undefined
}

/** A month and day that every year has, as a number that can be compared. */
function dayOf(text: string): number | undefined {
  const found = /^(\d\d)-(\d\d)$/.exec(text)
  if (!found) return undefined
  const [month, day] = [Number(found[1]), Number(found[2])]
  const date = new Date(Date.UTC(2025, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? month * 100 + day : undefined
}

/** Only what was answered. */
export function given(answers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).flatMap(([k, v]) => (v.trim() === '' ? [] : [[k, v.trim()]])))
}
