import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { zh } from '@/i18n/texts'
import { en } from '@/i18n/texts-en'

const src = join(__dirname, '..')

function filesUnder(folder: string, kind = /\.tsx?$/): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesUnder(path, kind) : kind.test(name) ? [path] : []
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

/** The files of ours that come with a file, itself among them: what it imports, and what that imports. */
function comesWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, named = ''] of readFileSync(file, 'utf8').matchAll(/^(?:@?import|export)\b[^'"]*['"]([^'"]+)['"]/gm)) {
    const path = named.startsWith('@/') ? join(src, named.slice(2)) : join(dirname(file), named)
    const next = [path, `${path}.ts`, `${path}.tsx`].find((p) => existsSync(p) && statSync(p).isFile())
    if (next) comesWith(next, found)
  }
  return found
}

const isStyles = /\.css$/
const classesIn = (css: string) =>
  [...readFileSync(css, 'utf8').matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name as string)

/** The names of classes in a component, as far as they stand there whole. */
function classNames(file: string): string[] {
  const given = [...readFileSync(file, 'utf8').matchAll(/[cC]lassName=(?:"([^"]*)"|\{((?:[^{}]|\{[^{}]*\})*)\})/g)]
  return given
    .flatMap(([, plain, code = '']) => plain ?? [...code.matchAll(/['"`]([^'"`]*)/g)].map(([, text = '']) => text))
    .flatMap((text) => text.replace(/\S*\$\{[^}]*\}?\S*/g, ' ').split(/\s+/))
}

test('what features share is styled wherever it is shown', () => {
  const from = (start: string) => [...comesWith(start)].filter((f) => isStyles.test(f)).flatMap(classesIn)
  const always = new Set(['ui/base.css', 'ui/grid.css'].flatMap((f) => classesIn(join(src, f))))
  const styled = new Set(filesUnder(src, isStyles).flatMap(classesIn))
  const wrong = ['ui', 'work']
    .flatMap((room) => filesUnder(join(src, room), /(?<!\.test)\.tsx$/))
    .flatMap((file) => {
      const own = new Set(from(file))
      const bare = (name: string) => styled.has(name) && !always.has(name) && !own.has(name)
      return classNames(file)
        .filter(bare)
        .map((name) => `${file}: ${name}`)
    })
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
