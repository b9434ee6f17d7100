import { useState } from 'react'
import type { Noun } from '@/api/client'

/** What was told when a draft was made of a report or a ledger, until it was read: the draft itself does not hold it. */
const told = new Map<string, Pick<Noun['PlanView'], 'reason' | 'notes'>>()

export function tellOf(view: Noun['PlanView']): void {
  if (view.reason || view.notes?.length) told.set(view.plan.id, { reason: view.reason, notes: view.notes })
}

export function useTold(plan: string) {
  const [found, setFound] = useState(() => told.get(plan))
  return {
    reason: found?.reason,
    notes: found?.notes ?? [],
    read: () => {
      told.delete(plan)
      setFound(undefined)
    },
  }
}
