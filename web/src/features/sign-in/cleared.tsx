import { useQueryClient } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { keys } from '@/api/keys'
import { asProblem } from '@/api/problem'
import { Bones, ProblemView } from '@/ui/states'
import { type Me, useSession } from '@/work/session'
import { safeBack } from './back'

interface Props {
  holds: (me: Me) => boolean // something must still be done here
  children: (passed: () => Promise<void>) => ReactNode
}

/**
 * Something that must be done before anything else. When it is done, who is signed in is read anew, and whoever is held no
 * longer goes on to where they wanted to be: after the change, and also when they come here later.
 */
export function Cleared({ holds, children }: Props) {
  const client = useQueryClient()
  const session = useSession()
  const { back } = useSearch({ strict: false })
  if (session.error && !session.data) {
    if (asProblem(session.error).signedOut) return <Navigate to="/sign-in" search={{ back }} replace />
    return <ProblemView error={session.error} onRetry={() => session.refetch()} retrying={session.isFetching} />
  }
  if (!session.data) return <Bones lines={3} />
  if (!holds(session.data)) return <Navigate to={safeBack(back)} replace />
  // What was known is forgotten first: it says that the change is still due.
  return children(() => client.resetQueries({ queryKey: keys.me(), exact: true }))
}
