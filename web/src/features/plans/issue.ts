import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { newKey } from '@/api/command'
import { keys } from '@/api/keys'

/** Issuing goes on where it stopped when it is sent again; the version makes sure that what was seen is what runs. */
export function useIssue(id: string) {
  const client = useQueryClient()
  const issue = useMutation({
    mutationFn: async (save: () => Promise<number | undefined>) => {
      const version = await save()
      return answer(
        api.POST('/api/v1/plans/{id}/issue', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
          body: version === undefined ? {} : { version },
        }),
      )
    },
    onSuccess: async (view) => {
      client.setQueryData(keys.plan(id), view)
      await client.invalidateQueries({ queryKey: keys.work() })
      await client.invalidateQueries({ queryKey: keys.plans(), exact: true })
    },
    onError: async () => {
      // It may have got so far that the draft is closed: the page must know.
      const view = await answer(api.GET('/api/v1/plans/{id}', { params: { path: { id } } })).catch(() => undefined)
      if (view && view.plan.status !== 'draft') client.setQueryData(keys.plan(id), view)
      await client.invalidateQueries({ queryKey: keys.plans(), exact: true })
    },
  })
  return { ...issue, go: (save: () => Promise<number | undefined>) => issue.mutate(save) }
}

export type Issue = ReturnType<typeof useIssue>
