import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

/** Ends the session here and forgets everything that was read. */
export function useSignOut() {
  const client = useQueryClient()
  return async (why?: 'idle') => {
    try {
      await answer(api.DELETE('/api/v1/session'))
    } catch {
      // Ended already, or out of reach: the idle timeout of the server ends it. Here everything is forgotten either way.
    }
    client.clear()
    window.location.assign(why ? `/sign-in?why=${why}` : '/sign-in')
  }
}
