import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { TellPlace } from '@/ui/tell'
import type { Begun } from './begin'
import { Fence } from './fence'

export function App({ client, router }: Begun) {
  return (
    <TellPlace>
      <div className="app ant-app duban">
        <QueryClientProvider client={client}>
          <Fence>
            <RouterProvider router={router} />
          </Fence>
        </QueryClientProvider>
      </div>
    </TellPlace>
  )
}
