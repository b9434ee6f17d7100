// Refuses types that are no longer what api/openapi.yaml says.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const spec = new URL('../../api/openapi.yaml', import.meta.url)
const file = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url))
const fresh = COMMENT_HEADER + astToString(await openapiTS(spec))
if (readFileSync(file, 'utf8') !== fresh) {
  console.error('src/api/schema.d.ts is not what ../api/openapi.yaml says: run `npm run generate`.')
  process.exit(1)
}
