import { vi } from 'vitest'

export interface Sent {
  method: string
  path: string
  body: unknown
  headers: Headers
}

type Answer = unknown | ((sent: Sent) => unknown)

/** An answer with a status of its own, e.g. a problem. */
export class Status {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}

export function problem(status: number, code: string, detail: string, errors: object[] = []): Status {
  return new Status(status, { type: 'about:blank', title: code, status, code, detail, errors, trace_id: 'trace-1' })
}

/**
 * Answers in the server's place: keys are "GET /api/v1/inbox"; what is not listed answers 404, so that a page which
 * calls something unexpected is noticed. Gives back what was sent.
 */
export function serve(routes: Record<string, Answer>): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const text = request.method === 'GET' ? '' : await request.text()
    const type = request.headers.get('Content-Type') ?? ''
    const one: Sent = {
      method: request.method,
      path: url.pathname + url.search,
      body: type.includes('json') && text ? JSON.parse(text) : text,
      headers: request.headers,
    }
    sent.push(one)
    const route =
      routes[`${request.method} ${url.pathname}${url.search}`] ?? routes[`${request.method} ${url.pathname}`]
    if (route === undefined) return reply(problem(404, 'not-found', `no ${request.method} ${url.pathname}`))
    return reply(typeof route === 'function' ? await route(one) : route)
  })
  return sent
}

function reply(answer: unknown): Response {
  if (answer instanceof Response) return answer
  if (answer instanceof Status) {
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'Content-Type': 'application/problem+json' },
    })
  }
  if (answer === undefined || answer === null) return new Response(null, { status: 204 })
  return new Response(JSON.stringify(answer), { status: 200, headers: { 'Content-Type': 'application/json' } })
}
