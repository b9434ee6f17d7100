import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Panel } from '@/ui/page'
import { optionsFor } from '@/work/commands'
import type { Intent } from '@/work/forms/sheet'
import { useNames } from '@/work/office'
import { runningDue, sayMoment } from '@/work/time'

const offered = ['accept', 'submit', 'ask-extension', 'close-out'] as const

/** What the caller may do now about one of the steps. */
export function offeredOn(goal: Noun['GoalView'] | undefined, step: string): Noun['Option'][] {
  const may = goal ? optionsFor(goal, step).filter((o) => o.allowed) : []
  return may.filter((o) => o.command === 'decide' || offered.some((c) => c === o.command))
}

interface Props {
  view: Noun['HazardView']
  goal: Noun['GoalView'] | undefined
  onIntent: (intent: Intent) => void
}

/** The last step that can be closed out: one act closes the hazard with all of its steps. */
function closing(view: Noun['HazardView'], goal: Noun['GoalView'] | undefined): string | undefined {
  return view.steps.filter((s) => offeredOn(goal, s.key).some((o) => o.command === 'close-out')).at(-1)?.key
}

/** The steps by which a hazard is dealt with, each with what the caller may do about it. */
export function HazardSteps({ view, goal, onIntent }: Props) {
  const { t } = useTranslation()
  const closes = closing(view, goal)
  return (
    <Panel title={t('hazard.steps')} bare>
      <ol className="hazard-steps">
        {view.steps.map((step) => (
          <li key={step.key}>
            <StepRow view={view} step={step} goal={goal} closes={closes === step.key} onIntent={onIntent} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function StepRow({ view, step, goal, closes, onIntent }: Props & { step: Noun['Step']; closes: boolean }) {
  const { t } = useTranslation()
  const names = useNames()
  const light = view.lights[step.key] ?? 'none'
  const last = (step.rounds ?? []).filter((r) => r.subject === 'submission').at(-1)
  const pending = (step.rounds ?? []).find((r) => !r.outcome)
  const waits = pending?.stages?.[pending.current ?? 0]?.seats?.filter((s) => !s.outcome).map((s) => names.full(s.ref))
  const may = offeredOn(goal, step.key).filter((o) => o.command !== 'close-out' || closes)
  const decides = may.find((o) => o.command === 'decide')
  return (
    <article className="hazard-step">
      <div className="row">
        <Link to="/goals/$goalId" params={{ goalId: view.line.goal_id }} search={{ step: step.key }}>
          <strong>{step.title}</strong>
        </Link>
        <Light light={light} />
        <span className="tag">{t(`stepStatus.${step.status ?? 'pending'}`)}</span>
      </div>
      <p className="soft">
        {names.full(step.lead)} ·{' '}
        <Due at={runningDue(step)} light={light} met={step.met_at} none={t('time.due.notOpen')} />
      </p>
      {last ? (
        <p className="soft">
          {t('goal.submittedBy', { name: last.by.name })} {sayMoment(last.at)} ·{' '}
          {t(`outcome.${last.outcome ?? 'waiting'}`)}
        </p>
      ) : null}
      {waits && waits.length > 0 ? (
        <p className="soft">{t('hazard.waitsFor', { who: waits.join(t('say.comma')) })}</p>
      ) : null}
      <div className="row no-print">
        {offered
          .filter((c) => may.some((o) => o.command === c))
          .map((command) => (
            <Button
              key={command}
              type={command === 'submit' || command === 'close-out' ? 'primary' : 'default'}
              aria-label={`${t(`command.${command}`)} ${step.title}`}
              onClick={() => onIntent({ goal: view.line.goal_id, step: step.key, command })}
            >
              {command === 'submit' && step.kind === 'reinspection'
                ? t('stepKind.reinspection')
                : t(`command.${command}`)}
            </Button>
          ))}
        {decides ? (
          <Link
            to="/approvals"
            search={{ goal: view.line.goal_id, step: step.key, round: decides.round }}
            className="ant-btn ant-btn-primary"
          >
            {t('command.decide')}
          </Link>
        ) : null}
      </div>
    </article>
  )
}
