import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'

const minutes = 60_000

/** The newest version of every checklist, held as long as the page is open: out there nothing can be asked for. */
export function useChecklists() {
  return useQuery({
    queryKey: keys.checklists(),
    queryFn: () => answer(api.GET('/api/v1/checklists')),
    staleTime: 5 * minutes,
    gcTime: Number.POSITIVE_INFINITY,
  })
}
