import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guidePictures } from '../../e2e/guide'

const guide = join(__dirname, '../../../docs/guide')
const pages = readdirSync(guide).filter((name) => name.endsWith('.md'))
const text = (name: string) => readFileSync(join(guide, name), 'utf8')
const named = pages.flatMap((page) => [...text(page).matchAll(/\(pictures\/([^)]+)\.jpg\)/g)].map((m) => m[1] ?? ''))

test('every picture that a guide names is made by the script, and the script makes no other', () => {
  expect([...new Set(named)].sort()).toEqual([...guidePictures].sort())
})

test('the script photographs what it promises', () => {
  const script = readFileSync(join(__dirname, '../../e2e/screenshots.ts'), 'utf8')
  const missing = guidePictures.filter((p) => !script.includes(`name: '${p.replace(/-(wide|phone)$/, '')}'`))
  expect(missing).toEqual([])
})

test('pictures are there, and small', () => {
  const sizes = named
    .map((name) => join(guide, 'pictures', `${name}.jpg`))
    .map((p) => (existsSync(p) ? statSync(p).size : 0))
  expect(named.filter((_, i) => sizes[i] === 0)).toEqual([])
  expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(3_000_000)
})

test('links between guides lead somewhere', () => {
  const broken = pages.flatMap((page) =>
    [...text(page).matchAll(/\]\(([^)]+\.md)\)/g)]
      .map((m) => decodeURI(m[1] ?? ''))
      .filter((to) => !existsSync(join(guide, to)))
      .map((to) => `${page}: ${to}`),
  )
  expect(broken).toEqual([])
})
