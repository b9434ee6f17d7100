import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { faultsOf, given, noChoices } from './template-check'

const text = { zh: '', en: '' }
const source = { kind: 'practice' as const, zh: '', en: '' }
const template = {
  figures: [
    { key: 'area', title: text, required: true },
    { key: 'class', title: text, required: true, words: [{ key: 'other', title: text }] },
    { key: 'households', title: text },
    { key: 'failures', title: text, required: true, running: true },
  ],
  numbers: [
    { key: 'archive', value: '30', unit: 'workday', min: '5', max: '120', meaning: text, source },
    { key: 'rest', value: '12-10', unit: 'month-day', min: '03-01', max: '12-31', meaning: text, source },
    { key: 'points', value: '0.5', unit: 'point', min: '0', meaning: text, source },
    { key: 'limit', value: '35', unit: '公顷', max: '35', meaning: text, source },
  ],
} as unknown as Noun['Template']

const faults = (figures: Record<string, string>, numbers: Record<string, string> = {}) =>
  Object.fromEntries(faultsOf(template, { ...noChoices, figures, numbers }))
const known = { area: '10', class: 'other' }

test('compulsory figures are asked for; those that come with the work are not', () => {
  expect(faults({})).toEqual({ '/figures/area': { why: 'required' }, '/figures/class': { why: 'required' } })
  expect(faults(known)).toEqual({})
})

test.each(['-5', '1e3', '十', '1.2345', '01'])('%s is no figure', (area) => {
  expect(faults({ ...known, area })).toEqual({ '/figures/area': { why: 'number' } })
})

test('a figure has room for every target', () => {
  expect(faults({ ...known, households: '1000000000' })).toEqual({
    '/figures/households': { why: 'most', max: '999999999' },
  })
})

test.each([
  ['archive', '9999', { why: 'between', min: '5', max: '120' }],
  ['archive', '4', { why: 'between', min: '5', max: '120' }],
  ['archive', '7.5', { why: 'whole' }],
  ['archive', '12-10', { why: 'number' }],
  ['archive', ' 120 ', undefined],
  ['rest', '13-45', { why: 'day' }],
  ['rest', '02-29', { why: 'day' }],
  ['rest', '02-28', { why: 'between', min: '03-01', max: '12-31' }],
  ['rest', '6-1', { why: 'day' }],
  ['rest', '12-31', undefined],
  ['points', '0.25', undefined],
  ['limit', '35.001', { why: 'most', max: '35' }],
])('the number %s as %s', (key, value, fault) => {
  expect(faults(known, { [key]: value })[`/numbers/${key}`]).toEqual(fault)
})

test('only what was answered is sent', () => {
  expect(given({ a: ' 3 ', b: ' ', c: '' })).toEqual({ a: '3' })
})
