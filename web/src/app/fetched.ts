import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { unreachable } from '@/api/problem'

/**
 * A page that is fetched when it is opened, in antd's look. Out of reach of the server it fails like a read does, and the
 * page that stands is kept; with the server in reach a piece that is missing belongs to an older version, and the router
 * loads the new one.
 */
export function fetched<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) {
  const dressed = async () => {
    const [page, { inLook }] = await Promise.all([load(), import('@/ui/look')]).catch(explain)
    return { Page: inLook(page[name]) }
  }
  return lazyRouteComponent(dressed, 'Page')
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
