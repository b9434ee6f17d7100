import { HourglassOutlined } from '@ant-design/icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { type Names, useNames } from '@/work/office'
import { sayDay, sayMoment } from '@/work/time'

export interface Wait {
  step?: string
  title: string
  why: string
  since?: string
}

/** 为什么在等: for every step that is not finished, on whom or what it waits and since when. */
export function waits(goal: Noun['Goal'], names: Names, t: TFunction): Wait[] {
  const found: Wait[] = []
  const full = (refs: string[]) => refs.map((r) => names.full(r)).join('、')
  const title = (key: string) => goal.steps?.find((s) => s.key === key)?.title ?? key
  if (goal.suspended) {
    const why = t('goal.waitingFor.suspended', { reason: goal.suspended.reason })
    found.push({ title: goal.title, why, since: goal.suspended.at })
  }
  for (const step of goal.steps ?? []) {
    const add = (why: string, since?: string) => found.push({ step: step.key, title: step.title, why, since })
    const open = step.rounds?.find((r) => !r.outcome)
    const stage = open?.stages?.[open.current]
    if (open && stage) {
      const seats = (stage.seats ?? []).filter((s) => !s.outcome).map((s) => s.ref)
      const turn = stage.rule === 'sequential' ? seats.slice(0, 1) : seats
      add(t('goal.waitingFor.approve', { who: full(turn), stage: stage.name }), open.at)
    }
    switch (step.status) {
      case 'open':
        add(t('goal.waitingFor.accept', { who: full([step.lead]) }), step.opened_at)
        break
      case 'active':
        add(t('goal.waitingFor.submit', { who: full([step.lead]) }), step.accepted_at)
        break
      case 'returned':
        add(t('goal.waitingFor.returned', { who: full([step.lead]) }), step.last?.at)
        break
      case 'done':
        add(t('goal.waitingFor.close-out', { who: full([goal.line.supervisor ?? '']) }), step.done_at)
        break
      case 'suspended':
        if (!goal.suspended) {
          add(t('goal.waitingFor.suspended', { reason: step.suspended?.reason ?? '' }), step.suspended?.at)
        }
        break
    }
  }
  if (found.length > 0) return found
  // Nobody has anything to do: then time or an earlier step is what it waits for.
  for (const step of goal.steps ?? []) {
    if (step.status !== 'pending') continue
    const why = step.opens_on
      ? t('goal.waitingFor.opens', { day: sayDay(step.opens_on) })
      : t('goal.waitingFor.before', { steps: (step.after ?? []).map(title).join('、') })
    found.push({ step: step.key, title: step.title, why })
  }
  return found
}

export function Waiting({ goal, onChoose }: { goal: Noun['Goal']; onChoose: (step: string) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const list = waits(goal, names, t)
  if (list.length === 0) return <p className="soft">{t('goal.nothingWaits')}</p>
  return (
    <ul className="waits">
      {list.map((w) => (
        <li key={(w.step ?? '') + w.why}>
          <HourglassOutlined aria-hidden="true" />
          <span>
            {w.step ? (
              <button type="button" className="as-link" onClick={() => onChoose(w.step ?? '')}>
                {w.title}
              </button>
            ) : (
              w.title
            )}
            <br />
            {w.why} {w.since ? <span className="soft">{t('goal.since', { at: sayMoment(w.since) })}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
