import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Noun } from '@/api/client'
import { newKey } from '@/api/command'
import { keys } from '@/api/keys'
import { Problem, unreachable } from '@/api/problem'
import { useOnline } from '@/ui/online'
import { sendCommand } from '@/work/commands'
import { isLocal, uploadPhoto } from '@/work/photos'
import { type Draft, photosOf, submissionOf } from './draft'

interface Sending {
  goal: string
  step: Noun['Step']
  asked: Noun['AskedFigure'][]
  draft: Draft
  change: (part: Partial<Draft>) => void
  done: (view: Noun['GoalView']) => void
}

export interface Progress {
  sent: number
  of: number
}

const again = 30_000

/**
 * Sends an inspection: its photos one after another, then what it says. Without a connection the draft waits on this
 * device and is sent when there is one; broken off anywhere, it goes on where it was, under the same keys.
 */
export function useSending({ goal, step, asked, draft, change, done }: Sending) {
  const client = useQueryClient()
  const online = useOnline()
  const [progress, setProgress] = useState<Progress>()
  const [error, setError] = useState<unknown>()
  const busy = useRef(false)
  const latest = useRef({ draft, asked, done })
  latest.current = { draft, asked, done }

  const send = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    setError(undefined)
    const key = latest.current.draft.key || newKey()
    change({ waiting: true, key })
    try {
      if (!navigator.onLine) throw unreachable()
      const view = await handIn(goal, step, latest.current, key, setProgress)
      client.setQueryData(keys.goal(goal), view)
      latest.current.done(view)
      await client.invalidateQueries({ queryKey: keys.work() })
    } catch (problem) {
      // Uncertain or signed out: it waits and keeps its key. Refused: it is there to be mended.
      if (!(problem instanceof Problem && (problem.uncertain || problem.signedOut))) {
        change({ waiting: false, key: '' })
        setError(problem)
      }
    } finally {
      busy.current = false
      setProgress(undefined)
    }
  }, [goal, step, change, client])

  const { waiting } = draft
  useEffect(() => {
    if (!waiting || !online) return
    void send()
    const timer = setInterval(() => void send(), again)
    return () => clearInterval(timer)
  }, [waiting, online, send])

  const stop = useCallback(() => change({ waiting: false, key: '' }), [change])
  return { send, stop, progress, error, waiting, online }
}

async function handIn(
  goal: string,
  step: Noun['Step'],
  { draft, asked }: Pick<Sending, 'draft' | 'asked'>,
  key: string,
  tell: (p: Progress) => void,
): Promise<Noun['GoalView']> {
  const photos = photosOf(draft).filter(isLocal)
  const files = new Map<string, string>()
  tell({ sent: 0, of: photos.length })
  for (const photo of photos) {
    files.set(photo, await uploadPhoto(photo))
    tell({ sent: files.size, of: photos.length })
  }
  const content = submissionOf(draft, asked, (photo) => files.get(photo) ?? photo)
  return sendCommand({ goal, step: step.key, command: 'submit', body: { round: step.round, content } }, key)
}
