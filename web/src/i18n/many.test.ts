import i18n from 'i18next'
import { expect, test } from 'vitest'
import { speak } from '@/i18n'
import { en } from './texts-en'

function texts(tree: object): string[] {
  return Object.values(tree).flatMap((v) => (typeof v === 'string' ? [v] : texts(v as object)))
}

test('an English noun has the form that its number asks for', async () => {
  await speak('en')
  const say = (key: string, params: Record<string, unknown>) => i18n.t(key as 'do.save', params)
  expect(say('time.due.left', { n: 1, day: 'Dec 1' })).toBe('1 working day left, until Dec 1')
  expect(say('time.due.left', { n: 3, day: 'Dec 1' })).toBe('3 working days left, until Dec 1')
  expect(say('time.ago.days', { n: 1 })).toBe('1 day ago')
  expect(say('settings.unit.minute', { n: '1' })).toBe('minute')
  expect(say('plans.progress', { n: 0, of: 1 })).toBe('0 of 1 goal is running')
  expect(say('evidence.mendFirst', { n: 1 })).toBe('1 file cannot be taken; remove it before you submit.')
  await speak('zh-CN')
  expect(say('settings.unit.minute', { n: 1 })).toBe('分钟')
})

test('no English text puts a number before a noun that stays in the plural', () => {
  const fixed = /{{(n|of|count|goals)}} (?:\w+ )?(?!is\b|was\b|minutes ago)[a-z]+s\b/
  expect(texts(en).filter((text) => fixed.test(text.replace(/{{\w+, word\(.*?\)}}/g, '#')))).toEqual([])
})
