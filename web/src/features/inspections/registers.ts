import { useQueries, useQuery } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { useChecklists } from '@/work/checklists'

const minutes = 60_000
const pages = 20 // of 200 places each: more than any township has

async function allPlaces(): Promise<Noun['Place'][]> {
  const found: Noun['Place'][] = []
  let cursor: string | undefined
  for (let n = 0; n < pages; n++) {
    const page = await answer(api.GET('/api/v1/places', { params: { query: { active: true, limit: 200, cursor } } }))
    found.push(...page.items)
    cursor = page.next || undefined
    if (!cursor) break
  }
  return found
}

/** Every place in use, held as long as the page is open: out there nothing can be asked for. */
export function useAllPlaces() {
  return useQuery({
    queryKey: keys.placesInUse(),
    queryFn: allPlaces,
    staleTime: 5 * minutes,
    gcTime: Number.POSITIVE_INFINITY,
  })
}

const idOf = (list: Noun['Checklist']) => `${list.key}@${list.version}`

/** Versions of checklists by their id; those that are no longer the newest are asked for one by one. */
export function useVersions(ids: string[]): Map<string, Noun['Checklist']> {
  const newest = useChecklists().data?.items
  const older = newest ? [...new Set(ids)].filter((id) => id && !newest.some((list) => idOf(list) === id)) : []
  const found = useQueries({
    queries: older.map((id) => ({
      queryKey: keys.checklist(id),
      queryFn: () => {
        const [key = '', version] = id.split('@')
        return answer(
          api.GET('/api/v1/checklists/{key}', { params: { path: { key }, query: { version: Number(version) } } }),
        )
      },
      staleTime: Number.POSITIVE_INFINITY,
    })),
  })
  const lists = [...(newest ?? []), ...found.flatMap((q) => (q.data ? [q.data] : []))]
  return new Map(lists.map((list) => [idOf(list), list]))
}
