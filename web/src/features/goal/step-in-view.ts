import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { keys } from '@/api/keys'

/**
 * Where the address named a step when the page was opened, its panel is brought into view once what stands above it has
 * its height. The focus stays where it is: on the heading.
 */
export function useStepInView(goal: string, named: boolean): void {
  const client = useQueryClient()
  const fetching = useIsFetching({ queryKey: keys.waiting(goal) })
  const due = useRef(named)
  useEffect(() => {
    const begun = fetching > 0 || client.isFetching({ queryKey: keys.waiting(goal) }) > 0
    if (!due.current || begun) return
    due.current = false
    // After the router has put the new page at its top.
    requestAnimationFrame(() => document.getElementById('step')?.scrollIntoView({ block: 'start' }))
  }, [client, fetching, goal])
}
