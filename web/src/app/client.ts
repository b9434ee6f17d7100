import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { keys } from '@/api/keys'
import { Problem } from '@/api/problem'

/**
 * Reads are tried again when the server was out of reach, and when the network is back; commands never by themselves.
 * Without a network both fail at once and say so, rather than wait without a word.
 */
export function newClient(): QueryClient {
  // Whoever's session has ended is asked to sign in, wherever it was noticed.
  const onError = (error: unknown) => {
    if (error instanceof Problem && error.signedOut && client.getQueryData(keys.me())) {
      void client.resetQueries({ queryKey: keys.me(), exact: true })
    }
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 5_000,
        retry: (n, error) => navigator.onLine && n < 2 && error instanceof Problem && error.uncertain,
        retryDelay: (n) => 800 * 2 ** n,
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
