import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'

export type InboxItem = Noun['InboxItem']

export const inboxQuery = infiniteQueryOptions({
  queryKey: keys.inbox(),
  queryFn: ({ pageParam }) =>
    answer(api.GET('/api/v1/inbox', { params: { query: { limit: 100, cursor: pageParam || undefined } } })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next || undefined,
})

/** What waits for the caller, page by page. Read again when the window comes back. */
export function useInbox() {
  return useInfiniteQuery({ ...inboxQuery, refetchOnWindowFocus: true, refetchInterval: 120_000 })
}

export function itemKey(item: InboxItem): string {
  return [item.goal_id, item.step, item.duty, item.round ?? 0, item.who].join('/')
}
