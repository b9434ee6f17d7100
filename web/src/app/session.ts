import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

const noted = 'duban.signed-in' // the cookie itself is out of sight of the page

/** Remembers in this browser that somebody is signed in, until they sign out themselves. */
export function noteSignedIn(yes: boolean) {
  try {
    if (yes) localStorage.setItem(noted, '1')
    else localStorage.removeItem(noted)
  } catch {
    // Then nobody is told that their session has ended: they are asked to sign in either way.
  }
}

/** Whether the session that is missing was there and has ended by itself. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(noted) !== null
  } catch {
    return false
  }
}

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
    noteSignedIn(false)
    window.location.assign(why ? `/sign-in?why=${why}` : '/sign-in')
  }
}
