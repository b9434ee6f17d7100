import { useCallback, useState } from 'react'
import type { Noun } from '@/api/client'
import { dropPhotos } from '@/work/photos'
import { type Draft, photosOf, startOf } from './draft'

const prefix = 'duban.draft.inspect/'

function nameOf(user: string, goal: string, step: Noun['Step']): string {
  return `${prefix}${user}/${goal}/${step.key}/${step.round}`
}

function read(name: string): Draft | undefined {
  try {
    const text = localStorage.getItem(name)
    return text ? (JSON.parse(text) as Draft) : undefined
  } catch {
    return undefined
  }
}

/**
 * The draft of one inspection, written to this device at every touch: the camera of a phone may close the page behind
 * it. The name holds user, step and round, so that nobody sees another's and none is sent into a later round.
 */
export function useInspectionDraft(user: string, goal: string, step: Noun['Step']) {
  const name = nameOf(user, goal, step)
  const [state, setState] = useState(() => {
    const kept = read(name)
    return { draft: kept ?? startOf(step, `user:${user}`), begun: kept !== undefined, kept: true }
  })
  const change = useCallback(
    (part: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) =>
      setState((before) => {
        const draft = { ...before.draft, ...(typeof part === 'function' ? part(before.draft) : part) }
        try {
          localStorage.setItem(name, JSON.stringify(draft))
          return { draft, begun: true, kept: true }
        } catch {
          return { draft, begun: true, kept: false } // no room or no storage: said on the page
        }
      }),
    [name],
  )
  const drop = useCallback(() => {
    const draft = read(name)
    if (draft) void dropPhotos(photosOf(draft))
    try {
      localStorage.removeItem(name)
    } catch {
      // Nothing was kept.
    }
  }, [name])
  return { ...state, change, drop }
}

export interface KeptDraft {
  goal: string
  step: string
  waiting: boolean
}

/** Inspections of a user that lie on this device and were not sent yet. */
export function draftsOf(user: string): KeptDraft[] {
  const found: KeptDraft[] = []
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(`${prefix}${user}/`)) continue
      const [, goal, step] = name.slice(prefix.length).split('/')
      const draft = read(name)
      if (goal && step && draft) found.push({ goal, step, waiting: draft.waiting })
    }
  } catch {
    // Nothing is kept.
  }
  return found
}
