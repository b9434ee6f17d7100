import type { Noun } from '@/api/client'

const rooms = {
  scoring: '/assessment/$courseId/workbench',
  panel: '/assessment/$courseId/sample',
  moderation: '/assessment/$courseId/moderation',
  public: '/assessment/$courseId/results',
  review: '/assessment/$courseId/cases',
  final: '/assessment/$courseId/results',
} as const

const duties = {
  'self-assess': undefined,
  evaluate: rooms.scoring,
  verify: rooms.panel,
  moderate: rooms.moderation,
  'decide-objection': rooms.review,
} as const satisfies Record<Noun['AssessDutyKind'], string | undefined>

const course = '/assessment/$courseId' as const

/** The room of an assessment that a notice speaks of. */
export function roomOf({ kind, phase, case: number }: Pick<Noun['NoticeItem'], 'kind' | 'phase' | 'case'>) {
  if (number) return { to: rooms.review }
  if (kind === 'assessment-stopped') return { to: course }
  if (kind === 'assessment-issued' || kind === 'assessment-result')
    return { to: course, search: { open: 'card' as const } }
  if (phase === 'self') return { to: course, search: { open: 'self' as const } }
  return { to: phase && phase in rooms ? rooms[phase as keyof typeof rooms] : course }
}

/** The room of an assessment in which a duty is done. */
export function roomOfDuty(kind: Noun['AssessDutyKind']) {
  const to = duties[kind]
  return to ? { to } : { to: course, search: { open: 'self' as const } }
}
