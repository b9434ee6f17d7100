import { Navigate } from '@tanstack/react-router'
import type { FormProps } from './sheet'

/** An inspection is handed in place by place, on a page of its own. */
export function InspectDoor({ view, step }: FormProps) {
  if (!step) return null
  return <Navigate to="/goals/$goalId/inspect/$stepKey" params={{ goalId: view.goal.id, stepKey: step.key }} />
}
