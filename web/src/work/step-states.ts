import type { Noun } from '@/api/client'

type Status = Noun['StepStatus']

/** Statuses of steps that are counted together: the board counts by them, and the ledger shows what was counted. */
export const stepStates = {
  running: ['open', 'active', 'returned', 'review'],
  waiting: ['pending', 'suspended'],
  finished: ['done', 'closed'],
} as const satisfies Record<string, readonly Status[]>

export type StepState = keyof typeof stepStates

const named = (name: string): name is StepState => name in stepStates

/** What a filter's value asks for: several statuses by their common name, or one. */
export function statusesOf(value: string | undefined): Status[] | undefined {
  if (!value) return undefined
  return named(value) ? [...stepStates[value]] : [value as Status]
}
