import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { zh } from '@/i18n/texts'

test('everything that can happen to a goal has its words', () => {
  const schema = readFileSync(join(__dirname, '../../api/schema.d.ts'), 'utf8')
  const types = /EventType: (.*);/.exec(schema)?.[1]?.match(/[a-z-]+/g) ?? []
  expect(types.length).toBeGreaterThan(40)
  expect(types.filter((type) => !(type in zh.goal.event))).toEqual([])
})
