import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Panel } from '@/ui/page'
import { Nothing } from '@/ui/states'
import { PickRef } from '@/work/pick-ref'
import {
  fieldId,
  type Goal,
  moved,
  newStep,
  replaceAt,
  type Step,
  spreadWeights,
  stepsFromMeasures,
  withoutStep,
} from './model'
import { StepRow } from './step-row'

/** The steps of a draft goal. */
export function StepsEditor({ goal, index, onGoal }: { goal: Goal; index: number; onGoal: (goal: Goal) => void }) {
  const { t } = useTranslation()
  const steps = goal.steps ?? []
  const set = (next: Step[]) => onGoal({ ...goal, steps: next.map((s, position) => ({ ...s, position })) })
  const sum = steps.reduce((n, s) => n + (s.weight ?? 0), 0)
  return (
    <Panel
      title={
        <span id={fieldId(`/goals/${index}/steps`)} tabIndex={-1}>
          {t('plans.steps')} <span className="soft num">{steps.length}</span>
        </span>
      }
      extra={
        <>
          {steps.length > 0 ? (
            <Tooltip title={sum === 100 || sum === 0 ? '' : t('plans.weightSum', { n: sum })}>
              <Button size="small" onClick={() => set(spreadWeights(steps))}>
                {t('plans.weight')} · {t('plans.spread')}
              </Button>
            </Tooltip>
          ) : null}
          <Button size="small" type="primary" onClick={() => set([...steps, newStep(goal)])}>
            {t('plans.addStep')}
          </Button>
        </>
      }
    >
      {steps.length === 0 ? (
        <Nothing title={t('plans.stepsEmpty')} hint={t('plans.stepsEmptyHint')}>
          {(goal.measures ?? []).length > 0 ? (
            <Button onClick={() => onGoal(stepsFromMeasures(goal))}>{t('plans.toSteps')}</Button>
          ) : null}
        </Nothing>
      ) : (
        <div className="stack">
          <Bulk steps={steps} onSteps={set} />
          <ol className="step-list">
            {steps.map((step, i) => (
              <li key={step.key}>
                <StepRow
                  goal={goal}
                  step={step}
                  at={`/goals/${index}/steps/${i}`}
                  number={i + 1}
                  onStep={(next) => set(replaceAt(steps, i, next))}
                  onMove={(by) => set(moved(steps, i, by))}
                  onRemove={() => onGoal(withoutStep(goal, step.key ?? ''))}
                />
              </li>
            ))}
          </ol>
        </div>
      )}
    </Panel>
  )
}

/** Gives every step that has none yet a post or a date. */
function Bulk({ steps, onSteps }: { steps: Step[]; onSteps: (steps: Step[]) => void }) {
  const { t } = useTranslation()
  const [lead, setLead] = useState('')
  const [by, setBy] = useState('')
  const noLead = steps.some((s) => !s.lead)
  const noDate = steps.some((s) => !s.by && !s.finish && !s.recur)
  if (!noLead && !noDate) return null
  return (
    <div className="bulk">
      {noLead ? (
        <div className="row">
          <span>{t('plans.bulkLead')}</span>
          <span className="bulk-pick">
            <PickRef value={lead} onChange={setLead} people={t('form.people')} aria-label={t('plans.bulkLead')} />
          </span>
          <Button disabled={!lead} onClick={() => onSteps(steps.map((s) => (s.lead ? s : { ...s, lead })))}>
            {t('plans.apply')}
          </Button>
        </div>
      ) : null}
      {noDate ? (
        <div className="row">
          <span>{t('plans.bulkBy')}</span>
          <DayInput value={by} onChange={setBy} aria-label={t('plans.bulkBy')} />
          <Button
            disabled={!by}
            onClick={() => onSteps(steps.map((s) => (s.by || s.finish || s.recur ? s : { ...s, by })))}
          >
            {t('plans.apply')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
