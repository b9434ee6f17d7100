import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Panel } from '@/ui/page'
import { useNames } from '@/work/office'
import { sayTarget } from '@/work/quantity'
import { dayOf, sayDay, sayMoment } from '@/work/time'

/** The latest of the dates on which the steps were due at first: what the assessment counts. */
export function originalDue(goal: Noun['Goal']): string | undefined {
  const dates = (goal.steps ?? []).flatMap((s) => s.clock?.original ?? [])
  return dates.length > 0 ? dates.reduce((a, b) => (a > b ? a : b)) : undefined
}

export function Facts({ view }: { view: Noun['GoalView'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const { goal } = view
  const original = originalDue(goal)
  const moved = original && goal.due_at && dayOf(original) !== dayOf(goal.due_at)
  const facts: [string, ReactNode][] = [
    [
      t('goal.due'),
      <span key="due">
        <Due at={goal.due_at} met={goal.ended_at} />
        {moved ? <span className="soft"> ({`${t('goal.original')} ${sayDay(dayOf(original))}`})</span> : null}
      </span>,
    ],
    [t('goal.issued'), goal.issued_at ? sayMoment(goal.issued_at) : ''],
    [t('goal.leadUnit'), names.unit(goal.lead_unit)],
    [t('goal.coUnits'), (goal.co_units ?? []).map((u) => names.unit(u)).join(t('say.comma'))],
    [t('goal.head'), names.full(goal.line.head)],
    [t('goal.supervisor'), names.full(goal.line.supervisor)],
    [t('goal.leader'), names.full(goal.line.leader)],
    [t('goal.principal'), names.full(goal.line.principal)],
    [t('goal.target'), sayTarget(goal.target)],
    [t('goal.weight'), goal.weight || ''],
  ]
  const percent = Math.round(goal.progress / 10)
  return (
    <Panel>
      <div className="stack">
        <div>
          <div className="row goal-progress">
            <strong>{t('goal.progress')}</strong>
            <span className="num">{percent}%</span>
          </div>
          <div
            className="meter"
            role="progressbar"
            aria-label={t('goal.progress')}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <span style={{ width: `${percent}%` }} />
          </div>
        </div>
        <dl className="facts">
          {facts.map(([name, value]) =>
            value ? (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
      </div>
    </Panel>
  )
}
