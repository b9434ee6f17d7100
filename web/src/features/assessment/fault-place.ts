import type { TFunction } from 'i18next'
import { zh as cycleTexts } from '@/i18n/texts/cycle'
import { zh as texts } from '@/i18n/texts/make'
import type { Cycle } from './cycle-edit'

type Words = TFunction
type Field = keyof typeof texts.fields
type Named = { title?: string; name?: string } | undefined

const places = ['sheets', 'formulas', 'grade_sets', 'staff', 'assessed', 'line', 'settings'] as const
const lists = { rules: 'ruleN', parts: 'partN', scorers: 'scorerN', rungs: 'rungN', tenures: 'tenureN' } as const
const numbers = {
  grace: 'cycle.grace',
  sample: 'cycle.sample',
  min_held: 'cycle.minHeld',
  adjust: 'cycle.adjust',
} as const

/** Where in a cycle a pointer leads, in words: the part, the item by its name, the field. */
export function sayPlace(pointer: string, cycle: Cycle, t: Words): string {
  const steps = pointer.split('/').slice(1)
  const place = places.find((p) => p === steps[0])
  if (!place) return field(steps[0], t)
  const found = [t(`cycle.places.${place}`)]
  if (place === 'line') found.push(t(`coursePart.${steps[1] as 'office'}`))
  else if (place === 'settings') found.push(setting(steps[1] ?? '', t))
  else found.push(...within(cycle[place], steps.slice(1), t))
  return found.filter(Boolean).join(t('make.below'))
}

/** Goes down a pointer, and says every item on the way that has a name, every numbered one, and the field at the end. */
function within(start: unknown, steps: string[], t: Words): string[] {
  const said: string[] = []
  let at = start
  let list = ''
  for (const [i, step] of steps.entries()) {
    at = (at as Record<string, unknown> | undefined)?.[step]
    if (/^\d+$/.test(step)) {
      const name = (at as Named)?.title || (at as Named)?.name
      const n = Number(step) + 1
      if (list in lists) said.push(t(`make.${lists[list as keyof typeof lists]}`, { n }))
      else said.push(name ? t('make.quoted', { name }) : t('make.nth', { n }))
    } else {
      list = step
      if (i === steps.length - 1 || !/^\d+$/.test(steps[i + 1] ?? '')) said.push(field(step, t))
    }
  }
  return said
}

function field(name: string | undefined, t: Words): string {
  return name && name in texts.fields ? t(`make.fields.${name as Field}`) : ''
}

function setting(name: string, t: Words): string {
  if (name in cycleTexts.cycle.windows) return t(`cycle.windows.${name as 'self'}`)
  return name in numbers ? t(numbers[name as keyof typeof numbers]) : field(name, t)
}
