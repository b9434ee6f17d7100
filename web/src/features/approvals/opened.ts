import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useWide } from '@/ui/wide'
import type { InboxItem } from '@/work/inbox'

/**
 * Which item is open, as the address says it. On a phone the item takes the place of the list, so opening one is a step
 * that the browser's Back undoes; moving on to the next one never is.
 */
export function useOpened(items: InboxItem[]) {
  const wide = useWide()
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const router = useRouter()
  const pushed = useRef(false)
  useEffect(() => {
    if (!search.goal) pushed.current = false
  }, [search.goal])
  const go = (item: InboxItem | undefined, replace: boolean) =>
    void navigate({
      to: '/approvals',
      search: item ? { goal: item.goal_id, step: item.step || undefined, round: item.round || undefined } : {},
      replace,
    })
  const open = (item: InboxItem) => {
    pushed.current = !wide
    go(item, wide)
  }
  const moveOn = (next?: InboxItem) => {
    if (router.state.location.pathname !== '/approvals') return // left while it was being sent
    if (!next && pushed.current) router.history.back()
    else go(next, true)
  }
  const opened = items.find(
    (i) => i.goal_id === search.goal && i.step === (search.step ?? '') && (i.round ?? 0) === (search.round ?? 0),
  )
  return { opened, named: search.goal !== undefined, open, moveOn }
}
