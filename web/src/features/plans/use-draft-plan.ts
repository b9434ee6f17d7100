import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { type Content, contentOf } from './model'

const pause = 1200 // after the last change, in milliseconds

/**
 * A draft that saves itself a moment after the last change. The server completes what follows from it and lists what is
 * missing; what was typed meanwhile is never overwritten by an answer.
 */
export function useDraftPlan(view: Noun['PlanView']) {
  const client = useQueryClient()
  const id = view.plan.id
  const [content, setContent] = useState<Content>(() => contentOf(view.plan))
  const [problems, setProblems] = useState(view.problems)
  const [warnings, setWarnings] = useState(view.warnings ?? [])
  const [edits, setEdits] = useState(0)
  const [savedEdits, setSavedEdits] = useState(0)
  const version = useRef(view.plan.version)
  const latest = useRef(edits)
  latest.current = edits

  const take = useCallback(
    (answered: Noun['PlanView'], upTo: number) => {
      version.current = answered.plan.version
      setProblems(answered.problems)
      setWarnings(answered.warnings ?? [])
      setSavedEdits(upTo)
      if (latest.current === upTo) setContent(contentOf(answered.plan))
      client.setQueryData(keys.plan(id), (old: Noun['PlanView'] | undefined) => ({ ...old, ...answered }))
    },
    [client, id],
  )
  const saving = useMutation({
    mutationFn: async (what: { content: Content; edits: number }) => {
      const answered = await answer(
        api.PUT('/api/v1/plans/{id}', {
          params: { path: { id } },
          body: { ...what.content, version: version.current },
        }),
      )
      take(answered, what.edits)
      return answered
    },
  })
  const { mutate, mutateAsync, isPending, error } = saving
  const dirty = edits !== savedEdits

  useEffect(() => {
    if (!dirty || isPending || error) return
    const timer = setTimeout(() => mutate({ content, edits }), pause)
    return () => clearTimeout(timer)
  }, [dirty, isPending, error, content, edits, mutate])

  useBlocker({
    shouldBlockFn: async () => {
      if (!dirty) return false
      try {
        await mutateAsync({ content, edits })
        return false
      } catch {
        return true // the reason is shown above the draft
      }
    },
    enableBeforeUnload: dirty,
  })

  return {
    content,
    problems,
    warnings,
    dirty,
    saving: isPending,
    error,
    change: (next: Content) => {
      setContent(next)
      setEdits((n) => n + 1)
      if (error) saving.reset()
    },
    /** Saves now, if need be; gives the version that the server has. */
    save: async () => {
      if (dirty) await mutateAsync({ content, edits })
      return version.current
    },
    take: (answered: Noun['PlanView']) => take(answered, latest.current),
  }
}
