import i18n from 'i18next'
import createClient from 'openapi-fetch'
import { Problem, unreachable } from './problem'
import type { components, paths } from './schema'

/** The nouns of the API, as api/openapi.yaml describes them. */
export type Noun = components['schemas']

/** Typed calls of the API. The browser sends the session cookie; nothing here knows it. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  // Looked up at each call, so that tests can answer in the server's place.
  fetch: (request) => globalThis.fetch(request),
  querySerializer: { array: { style: 'form', explode: true } },
})

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18n.language || 'zh-CN')
    return request
  },
})

interface Reply<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Gives the data of a call, or throws a Problem: whatever goes wrong has that one shape. */
export async function answer<T>(call: Promise<Reply<T>>): Promise<T> {
  let reply: Reply<T>
  try {
    reply = await call
  } catch {
    throw unreachable()
  }
  if (!reply.response.ok) throw Problem.from(reply.response, reply.error)
  return reply.data as T
}
