import { useQuery } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { useBoth } from '@/ui/word'

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

/** The items of one version of a checklist, by their key; empty until it is there. */
export function useItems(checklist: string | undefined): Map<string, Noun['ChecklistItem']> {
  const [key = '', version] = (checklist ?? '').split('@')
  const list = useQuery({
    queryKey: keys.checklist(checklist ?? ''),
    queryFn: () =>
      answer(api.GET('/api/v1/checklists/{key}', { params: { path: { key }, query: { version: Number(version) } } })),
    enabled: Boolean(key && version),
    staleTime: Number.POSITIVE_INFINITY, // a version never changes
  })
  return new Map((list.data?.items ?? []).map((i) => [i.key, i]))
}

/** What the items of one version of a checklist are called; one that it does not know keeps its key. */
export function useItemTitles(checklist: string | undefined): (item: string) => string {
  const both = useBoth()
  const items = useItems(checklist)
  return (item) => {
    const found = items.get(item)
    return found ? both(found.title) : item
  }
}
