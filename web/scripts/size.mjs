// After a build: removes what earlier builds left, and refuses a first load that is too heavy for a phone between villages.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const limit = 220 * 1024 // a good connection forgives 350
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

const built = new Set(Object.values(manifest).flatMap((c) => [c.file, ...(c.css ?? []), ...(c.assets ?? [])]))
for (const name of readdirSync(join(dist, 'assets'))) {
  if (!built.has(`assets/${name}`)) rmSync(join(dist, 'assets', name))
}

const first = new Set()
function follow(key) {
  const chunk = manifest[key]
  if (!chunk || first.has(chunk.file)) return
  first.add(chunk.file)
  for (const next of chunk.imports ?? []) follow(next)
}
follow('index.html')

let total = 0
for (const file of first) total += gzipSync(readFileSync(join(dist, file))).length
const kilobytes = (total / 1024).toFixed(1)
console.log(`first load: ${kilobytes} KB of JavaScript (gzip) in ${first.size} files; limit ${limit / 1024} KB`)
if (total > limit) process.exit(1)
