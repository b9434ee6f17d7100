import type { QueryClient } from '@tanstack/react-query'
import { newClient } from './client'
import { newRouter } from './router'

/** Milliseconds that the first picture waits for its data; the grey lines of index.html stand meanwhile. */
const patience = 300

export interface Begun {
  client: QueryClient
  router: ReturnType<typeof newRouter>
}

/**
 * Fetches the page that is asked for and what it shows before anything is drawn: on a slow phone, drawing twice costs more
 * than waiting for an answer that is nearly there.
 */
export async function begin(): Promise<Begun> {
  const client = newClient()
  const router = newRouter(client)
  const late = new Promise<void>((resolve) => setTimeout(resolve, patience))
  // What fails here is drawn, and told, by the page itself.
  const loaded = router.load().then(
    () => quiet(client),
    () => undefined,
  )
  await Promise.race([late, loaded])
  return { client, router }
}

/** Resolves when no answer is awaited. */
function quiet(client: QueryClient): Promise<void> {
  return new Promise((resolve) => {
    if (client.isFetching() === 0) return resolve()
    const leave = client.getQueryCache().subscribe(() => {
      if (client.isFetching() > 0) return
      leave()
      resolve()
    })
  })
}
