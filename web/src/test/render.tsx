import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { FunctionComponent } from 'react'
import { newClient } from '@/app/client'
import { Look } from '@/ui/look'
import { TellPlace } from '@/ui/tell'

/** Renders one page at an address, with the query client and router that it has in the program. */
export function renderPage(Page: FunctionComponent, at = '/', path = at.replace(/\?.*/, '')) {
  const root = createRootRoute()
  const page = createRoute({ getParentRoute: () => root, path, component: Page })
  const other = createRoute({ getParentRoute: () => root, path: '$', component: () => <p>elsewhere</p> })
  const router = createRouter({
    routeTree: root.addChildren([page, other]),
    history: createMemoryHistory({ initialEntries: [at] }),
  })
  const client = newClient()
  const view = render(
    <TellPlace>
      <Look>
        <QueryClientProvider client={client}>
          {/* biome-ignore lint/suspicious/noExplicitAny: the type of the program's own router does not fit a test's */}
          <RouterProvider router={router as any} />
        </QueryClientProvider>
      </Look>
    </TellPlace>,
  )
  return { ...view, client, router }
}
