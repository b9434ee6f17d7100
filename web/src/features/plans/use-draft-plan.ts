import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { changedGoals, type Mine, onTop, useKeptPlan } from './kept-plan'
import { type Content, contentOf } from './model'

const pause = 1200 // after the last change, in milliseconds

/**
 * A draft that saves itself a moment after the last change. The server completes what follows from it and lists what is
 * missing; what was typed meanwhile is never overwritten by an answer. What has not reached the server is kept on this
 * device and found again; when somebody else saved meanwhile, it is offered.
 */
export function useDraftPlan(view: Noun['PlanView']) {
  const client = useQueryClient()
  const id = view.plan.id
  const kept = useKeptPlan(id)
  const [found] = useState(() => (kept.first?.version === view.plan.version ? kept.first : undefined))
  const [offered, setOffered] = useState<Mine | undefined>(found ? found.older : (kept.first ?? undefined))
  const [restored, setRestored] = useState(found !== undefined)
  const [content, setContent] = useState<Content>(() => found?.content ?? contentOf(view.plan))
  const [problems, setProblems] = useState(view.problems)
  const [warnings, setWarnings] = useState(view.warnings ?? [])
  const [edits, setEdits] = useState(found ? 1 : 0)
  const [savedEdits, setSavedEdits] = useState(0)
  const version = useRef(view.plan.version)
  const saved = useRef<Content>(contentOf(view.plan))
  const latest = useRef(edits)
  latest.current = edits

  const take = useCallback(
    (answered: Noun['PlanView'], upTo: number) => {
      version.current = answered.plan.version
      saved.current = contentOf(answered.plan)
      setProblems(answered.problems)
      setWarnings(answered.warnings ?? [])
      setSavedEdits(upTo)
      if (latest.current === upTo) setContent(saved.current)
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
  useAutosave(dirty && !isPending && !error, content, edits, mutate)
  const { keep, drop } = kept
  useEffect(() => {
    const mine = { version: version.current, content, goals: changedGoals(saved.current, content) }
    if (dirty) keep({ ...mine, older: offered })
    else if (offered) keep(offered)
    else drop()
  }, [dirty, content, offered, keep, drop])
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
  const change = (next: Content) => {
    setRestored(false) // from here on an undo would take newer words along
    setContent(next)
    setEdits((n) => n + 1)
    if (error) saving.reset()
  }

  return {
    content,
    problems,
    warnings,
    dirty,
    saving: isPending,
    error,
    change,
    /** Saves now, if need be; gives the version that the server has. */
    save: async () => {
      if (dirty) await mutateAsync({ content, edits })
      return version.current
    },
    take: (answered: Noun['PlanView']) => take(answered, latest.current),
    /** Takes what somebody else saved; what was typed here is offered on top of it. */
    reload: async () => {
      const newest = await answer(api.GET('/api/v1/plans/{id}', { params: { path: { id } } }))
      if (dirty) setOffered({ version: version.current, content, goals: changedGoals(saved.current, content) })
      saving.reset()
      take(newest, latest.current)
    },
    /** What was found on this device and stands in the draft again. */
    restored,
    undo: () => change(contentOf(view.plan)),
    /** What was typed here into an earlier version. */
    offered,
    decide: (wanted: boolean) => {
      if (wanted && offered) change(onTop(content, offered))
      setOffered(undefined)
    },
    forget: drop,
  }
}

/** Saves a moment after the last change. */
function useAutosave(
  due: boolean,
  content: Content,
  edits: number,
  save: (what: { content: Content; edits: number }) => void,
) {
  useEffect(() => {
    if (!due) return
    const timer = setTimeout(() => save({ content, edits }), pause)
    return () => clearTimeout(timer)
  }, [due, content, edits, save])
}
