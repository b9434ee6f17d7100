import { lazyRouteComponent } from '@tanstack/react-router'
import { unreachable } from '@/api/problem'

/**
 * A page that is fetched when it is opened. Out of reach of the server it fails like a read does, and the page that stands
 * is kept; with the server in reach a piece that is missing belongs to an older version, and the router loads the new one.
 */
export function fetched<M extends Record<string, unknown>, K extends keyof M & string>(
  load: () => Promise<M>,
  name: K,
): ReturnType<typeof lazyRouteComponent<M, K>> {
  return lazyRouteComponent<M, K>(() => load().catch(explain), name)
}

async function explain(error: unknown): Promise<never> {
  if (!(await inReach())) throw unreachable()
  throw error
}

async function inReach(): Promise<boolean> {
  try {
    return (await globalThis.fetch('/livez', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}
