import { Problem, unreachable } from './problem'

export interface Check {
  name: string
  ok: boolean
  detail?: string
}

export interface Ready {
  ready: boolean
  checks: Check[]
}

/** What the program says of the things that it needs. It answers 503 with the same content when one is missing. */
export async function ready(): Promise<Ready> {
  let response: Response
  try {
    response = await globalThis.fetch(new Request(new URL('/readyz', globalThis.location.origin)))
  } catch {
    throw unreachable()
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || !('checks' in body)) throw Problem.from(response, body)
  return body as Ready
}
