import type { Noun } from '@/api/client'

/** What bites first on top: overdue, then what is due next; what no day hangs on comes last, in the order of the server. */
export function bitingFirst(items: Noun['WaitingItem'][]): Noun['WaitingItem'][] {
  const due = ({ waiting }: Noun['WaitingItem']) =>
    waiting.due_at ? Date.parse(waiting.due_at) : Number.POSITIVE_INFINITY
  return [...items].sort((a, b) => (due(a) === due(b) ? 0 : due(a) - due(b)))
}
