import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Panel } from '@/ui/page'
import { Counts } from '@/work/counts'
import type { Intent } from '@/work/forms/sheet'
import { useNames } from '@/work/office'
import { sayTarget } from '@/work/quantity'
import { Returned } from '@/work/returned'
import { RoundView } from '@/work/round'
import { dayOf, runningDue, sayDay, sayMoment } from '@/work/time'
import { Actions } from './actions'
import { Copies } from './copies'

interface Props {
  view: Noun['GoalView']
  step: Noun['Step']
  onIntent: (intent: Intent) => void
}

/** Everything about one step: where it stands, what may be done, every round of approval. */
export function StepPanel({ view, step, onIntent }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const rounds = [...(step.rounds ?? [])].sort((a, b) => b.round - a.round)
  const light = view.lights[step.key] ?? 'none'
  const original = step.clock?.original
  const moved = original && step.due_at && dayOf(original) !== dayOf(step.due_at)
  const co = (step.co ?? []).map((r) => names.full(r)).join(t('say.comma'))
  const facts: [string, React.ReactNode][] = [
    [t('goal.lead'), names.full(step.lead)],
    [t('goal.leadUnit'), names.unit(step.lead_unit)],
    [t('goal.co'), co],
    [
      t('goal.due'),
      <Due key="due" at={runningDue(step)} light={light} met={step.met_at} none={t('time.due.notOpen')} />,
    ],
    [t('goal.original'), moved ? sayDay(dayOf(original)) : ''],
    [
      t('goal.target'),
      step.target ? `${sayTarget({ milli: step.total ?? 0, unit: '' })} / ${sayTarget(step.target)}` : '',
    ],
    [t('goal.evidence'), (step.evidence ?? []).join(t('say.comma'))],
    [t('goal.stages'), (step.stages ?? []).map((s) => s.name).join(' → ')],
    [t('goal.opened'), step.opened_at ? sayMoment(step.opened_at) : ''],
    [t('goal.accepted'), step.accepted_at ? `${step.accepted_by?.name ?? ''} ${sayMoment(step.accepted_at)}` : ''],
    [t('goal.done'), step.done_at ? sayMoment(step.done_at) : ''],
    [t('goal.closed'), step.closed_at ? `${step.closed_by?.name ?? ''} ${sayMoment(step.closed_at)}` : ''],
  ]
  return (
    <Panel
      label={step.title}
      title={step.title}
      extra={
        <>
          <Light light={light} />
          <span className="tag">{t(`stepStatus.${step.status ?? 'pending'}`)}</span>
          {step.kind !== 'work' ? <span className="tag">{t(`stepKind.${step.kind}`)}</span> : null}
          {step.urged > 0 ? <span className="tag">{t('goal.urged', { n: step.urged })}</span> : null}
        </>
      }
    >
      <div className="stack">
        {step.last && step.status === 'returned' ? <Returned opinion={step.last} /> : null}
        {step.suspended ? (
          <p className="warn-bar">{t('goal.waitingFor.suspended', { reason: step.suspended.reason })}</p>
        ) : null}
        <Actions view={view} step={step.key} onIntent={onIntent} />
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
        <Counts step={step} />
        <Copies step={step} />
        <h3>{t('goal.rounds')}</h3>
        {rounds.length === 0 ? <p className="soft">{t('goal.noRounds')}</p> : null}
        {rounds.map((round) => (
          <RoundView
            key={round.round}
            round={round}
            before={rounds.find(
              (r) => r.subject === 'submission' && round.subject === 'submission' && r.round < round.round,
            )}
          />
        ))}
      </div>
    </Panel>
  )
}
