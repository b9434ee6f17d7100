import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { zh } from '@/i18n/texts'
import { en } from '@/i18n/texts-en'

const src = join(__dirname, '..')

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesUnder(path) : /\.tsx?$/.test(name) ? [path] : []
  })
}

test('features never import each other', () => {
  const wrong: string[] = []
  for (const feature of readdirSync(join(src, 'features'))) {
    for (const file of filesUnder(join(src, 'features', feature))) {
      for (const [, other] of readFileSync(file, 'utf8').matchAll(/from '@\/features\/([^/']+)/g)) {
        if (other !== feature) wrong.push(`${file} imports ${other}`)
      }
      if (/from '(\.\.\/){2,}/.test(readFileSync(file, 'utf8'))) wrong.push(`${file} climbs out of its feature`)
    }
  }
  expect(wrong).toEqual([])
})

test('what features share knows no feature', () => {
  const wrong = ['api', 'i18n', 'ui', 'work', 'csp']
    .flatMap((room) => filesUnder(join(src, room)))
    .filter((file) => /from '@\/(features|app)\//.test(readFileSync(file, 'utf8')))
  expect(wrong).toEqual([])
})

test('nothing is loaded from outside', () => {
  const wrong = filesUnder(src)
    .filter((file) => !/\.test\.|src\/test\/|schema\.d\.ts/.test(file))
    .filter((file) => /https?:\/\/(?!www\.w3\.org)/.test(readFileSync(file, 'utf8')))
  expect(wrong).toEqual([])
})

test('no component joins words with Chinese punctuation of its own', () => {
  const comment = /^\s*(\/?\*|\/\/|{\/\*)|\s\/\/ .*$/
  const wrong = filesUnder(src)
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line, i) => ({ line, at: `${file}:${i + 1}` })),
    )
    .filter(({ line }) => !comment.test(line) && /[：；、，（）]/.test(line))
  expect(wrong.map(({ at }) => at)).toEqual([])
})

function leaves(tree: object, at = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(at + key, value)
    else for (const [k, v] of leaves(value, `${at}${key}.`)) found.set(k, v)
  }
  return found
}

test('both languages say everything, with the same parameters', () => {
  const chinese = leaves(zh)
  const english = leaves(en)
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  const parameters = (text: string) => [...new Set([...text.matchAll(/{{(\w+)}}/g)].map((m) => m[1]))].sort()
  // Dates differ by nature: English names the month.
  const differing = [...chinese].filter(
    ([key, text]) => !key.startsWith('time.day') && `${parameters(text)}` !== `${parameters(english.get(key) ?? '')}`,
  )
  expect(differing.map(([key]) => key)).toEqual([])
  expect([...english].filter(([, text]) => /[\u4e00-\u9fff]/.test(text)).map(([key]) => key)).toEqual([])
})
