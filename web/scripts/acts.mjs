// What the operations of api/openapi.yaml are called in both languages, for the audit, those that only read apart: written to
// src/api/acts.ts, or with --check compared with it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const spec = readFileSync(new URL('../../api/openapi.yaml', import.meta.url), 'utf8')
const file = fileURLToPath(new URL('../src/api/acts.ts', import.meta.url))
const found = spec.matchAll(
  /^ {4}(get|post|put|delete|patch):\n {6}operationId: (\w+)\n(?: {6}.*\n)*? {6}summary: (.*)$/gm,
)
const all = [...found].flatMap(([, method, id, summary]) => {
  const [en, zh] = summary.split(' · ')
  if (!en) throw new Error(`${id} has no summary`)
  if (!zh && method !== 'get') throw new Error(`the summary of ${id} is not "English · 中文"`)
  return zh ? [{ reads: method === 'get', line: `  ${id}: { zh: ${quoted(zh)}, en: ${quoted(en)} },` }] : []
})
const linesOf = (reads) =>
  all
    .filter((a) => a.reads === reads)
    .map((a) => a.line)
    .sort()
    .join('\n')
const lines = all.filter((a) => !a.reads)
if (lines.length < 50) throw new Error(`only ${lines.length} operations were found`)
const text = `// Written by scripts/acts.mjs from api/openapi.yaml. DO NOT EDIT.
export const acts: Record<string, { zh: string; en: string }> = {
${linesOf(false)}
}

/** What only reads: the audit has it when it was refused. */
export const reads: Record<string, { zh: string; en: string }> = {
${linesOf(true)}
}
`

function quoted(words) {
  return `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('src/api/acts.ts is not what ../api/openapi.yaml says: run `npm run generate`.')
  process.exit(1)
}
