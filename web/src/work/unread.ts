import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { useStanding } from '@/ui/later'

/** How many notices I have not read; 0 until it is known. Asked for once the page stands, and again now and then. */
export function useUnread(): number {
  const { data } = useQuery({
    queryKey: keys.unread(),
    queryFn: () => answer(api.GET('/api/v1/notices', { params: { query: { limit: 1 } } })),
    enabled: useStanding(),
    refetchInterval: 120_000,
    select: (page) => page.unread,
  })
  return data ?? 0
}
