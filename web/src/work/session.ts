import { useQuery } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'

export type Me = Noun['Me']
export type Role = Noun['Role']

export const meQuery = {
  queryKey: keys.me(),
  queryFn: () => answer(api.GET('/api/v1/me')),
  staleTime: 60_000,
}

/** Who is signed in; an error that is `signedOut` when nobody is. */
export function useSession() {
  return useQuery(meQuery)
}

/** The signed-in person. Only pages inside the shell call it: there somebody is signed in. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('nobody is signed in')
  return data
}

export function rolesOf(me: Me): Role[] {
  return me.actor.roles ?? []
}
