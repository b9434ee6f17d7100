import { useQuery } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import type { Goal } from './model'

function useSuggestions(plan: string) {
  const { data } = useQuery({
    queryKey: keys.suggestions(plan),
    queryFn: () => answer(api.GET('/api/v1/plans/{id}/suggestions', { params: { path: { id: plan } } })),
    staleTime: 60_000,
  })
  return data?.items ?? []
}

/** The kind that the server suggests for a goal, with its reason. */
export function useSuggestion(plan: string, goal: string | undefined): Noun['TemplateSuggestion'] | undefined {
  return useSuggestions(plan).find((i) => i.goal === goal)?.suggestions[0]
}

/** The goals that are still of the general kind although something speaks for another: index and that kind. */
export function useUntaken(plan: string, goals: Goal[]): Map<number, string> {
  const found = new Map<number, string>()
  const items = useSuggestions(plan)
  goals.forEach((g, i) => {
    const best = items.find((s) => s.goal === g.id)?.suggestions[0]
    if (best && best.score > 0 && best.kind !== 'general' && (g.kind || 'general') === 'general')
      found.set(i, best.kind)
  })
  return found
}
