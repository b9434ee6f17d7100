import i18n, { type TFunction } from 'i18next'
import type { Noun } from '@/api/client'
import type { EventGroup } from '@/app/search'
import type { Names } from '@/work/office'
import { sayTarget } from '@/work/quantity'

const groups: Record<string, EventGroup> = {
  'due-changed': 'time',
  'rung-reached': 'time',
  'goal-recalendared': 'time',
  urged: 'time',
  'approval-asked': 'approval',
  signed: 'approval',
  'stage-ended': 'approval',
  'approval-ended': 'approval',
  'step-submitted': 'approval',
  'step-returned': 'approval',
  'step-withdrawn': 'approval',
  'step-done': 'approval',
  'goal-suspended': 'stop',
  'goal-resumed': 'stop',
  'goal-cancelled': 'stop',
  'step-suspended': 'stop',
  'step-resumed': 'stop',
  'step-cancelled': 'stop',
}

export function groupOf(event: Noun['Event']): EventGroup {
  return groups[event.type] ?? 'work'
}

/** What an event says, in one short sentence. */
export function sayEvent(event: Noun['Event'], names: Names, t: TFunction, unit = ''): string {
  if (event.type === 'rung-reached') return sayRung(event, t)
  const known = i18n.exists(`goal.event.${event.type}`) ? event.type : 'other'
  const detail = event.detail
  return t(`goal.event.${known}` as 'goal.event.other', {
    round: event.round ?? 1,
    who: names.full(detail?.lead ?? detail?.to_ref),
    subject: detail?.subject ? t(`subject.${detail.subject}`) : '',
    outcome: detail?.outcome ? t(`outcome.${detail.outcome}`) : '',
    quantity: detail?.counted ? sayTarget({ milli: detail.counted.milli, unit }) : '',
  })
}

function sayRung(event: Noun['Event'], t: TFunction): string {
  const key = event.detail?.rung ?? event.detail?.marks?.find((m) => !m.skipped)?.key ?? ''
  const remind = /^remind-(\d+)$/.exec(key)
  const colour = event.detail?.colour ? ` · ${t(`colour.${event.detail.colour}`)}` : ''
  if (remind) return t('goal.rung.remind', { n: remind[1] })
  if (key.startsWith('due-today')) return t('goal.rung.today')
  if (key.startsWith('respond-late')) return t('goal.rung.respond')
  if (key.startsWith('review-late')) return t('goal.rung.review')
  return t('goal.rung.late') + colour
}
