import { Button, Segmented, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldId } from '@/ui/field-place'
import { Panel } from '@/ui/page'
import { Nothing } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { Bulk } from './bulk'
import { type Goal, moved, newStep, replaceAt, type Step, spreadWeights, stepsFromMeasures, withoutStep } from './model'
import { StepRow } from './step-row'
import { StepsGraph } from './steps-graph'
import { StepsTable } from './steps-table'

interface Props {
  goals: Goal[] // of the plan
  goal: Goal
  index: number
  open: string | undefined
  onOpen: (key: string | undefined) => void
  onGoal: (goal: Goal) => void
}

/** The steps of a draft goal: as a table to edit, as a graph to see what waits for what. */
export function StepsEditor({ goals, goal, index, open, onOpen, onGoal }: Props) {
  const { t } = useTranslation()
  const [view, setView] = useState<'table' | 'graph'>('table')
  const [picked, setPicked] = useState(new Set<string>())
  const steps = goal.steps ?? []
  const set = (next: Step[]) => onGoal({ ...goal, steps: next.map((s, position) => ({ ...s, position })) })
  const show = (key: string) => {
    setView('table')
    onOpen(key)
  }
  const shown = open === undefined ? view : 'table' // whoever looks for a field finds it
  const remove = () => {
    onGoal([...picked].reduce(withoutStep, goal))
    setPicked(new Set())
  }
  return (
    <Panel
      title={
        <span id={fieldId(`/goals/${index}/steps`)} tabIndex={-1}>
          {t('plans.steps')} <span className="soft num">{steps.length}</span>
        </span>
      }
      extra={<Tools steps={steps} view={shown} onView={setView} onSteps={set} onOpen={onOpen} goal={goal} />}
    >
      {steps.length === 0 ? (
        <Nothing title={t('plans.stepsEmpty')} hint={t('plans.stepsEmptyHint')}>
          {(goal.measures ?? []).length > 0 ? (
            <Button onClick={() => onGoal(stepsFromMeasures(goal))}>{t('plans.toSteps')}</Button>
          ) : null}
        </Nothing>
      ) : shown === 'graph' ? (
        <StepsGraph goal={goal} onOpen={show} />
      ) : (
        <div className="stack">
          <Bulk steps={steps} picked={picked} onSteps={set} onRemove={remove} />
          <List
            goals={goals}
            goal={goal}
            index={index}
            picked={picked}
            open={open}
            onPick={setPicked}
            onOpen={onOpen}
            onSteps={set}
            onGoal={onGoal}
          />
        </div>
      )}
    </Panel>
  )
}

function List(props: Parameters<typeof StepsTable>[0]) {
  const { goals, goal, index, onSteps, onGoal } = props
  const steps = goal.steps ?? []
  if (useWide()) return <StepsTable {...props} />
  return (
    <ol className="step-list">
      {steps.map((step, i) => (
        <li key={step.key}>
          <StepRow
            goals={goals}
            goal={goal}
            step={step}
            at={`/goals/${index}/steps/${i}`}
            number={i + 1}
            onStep={(next) => onSteps(replaceAt(steps, i, next))}
            onMove={(by) => onSteps(moved(steps, i, by))}
            onRemove={() => onGoal(withoutStep(goal, step.key ?? ''))}
          />
        </li>
      ))}
    </ol>
  )
}

interface ToolsProps {
  goal: Goal
  steps: Step[]
  view: 'table' | 'graph'
  onView: (view: 'table' | 'graph') => void
  onSteps: (steps: Step[]) => void
  onOpen: (key: string | undefined) => void
}

function Tools({ goal, steps, view, onView, onSteps, onOpen }: ToolsProps) {
  const { t } = useTranslation()
  const sum = steps.reduce((n, s) => n + (s.weight ?? 0), 0)
  return (
    <>
      {steps.length > 0 ? (
        <>
          <Segmented<'table' | 'graph'>
            size="small"
            value={view}
            onChange={(next) => {
              onOpen(undefined)
              onView(next)
            }}
            options={[
              { value: 'table', label: t('plans.table') },
              { value: 'graph', label: t('plans.graph') },
            ]}
          />
          <Tooltip title={sum === 100 || sum === 0 ? '' : t('plans.weightSum', { n: sum })}>
            <Button size="small" onClick={() => onSteps(spreadWeights(steps))}>
              {t('plans.weight')} · {t('plans.spread')}
            </Button>
          </Tooltip>
        </>
      ) : null}
      <Button size="small" type="primary" onClick={() => onSteps([...steps, newStep(goal)])}>
        {t('plans.addStep')}
      </Button>
    </>
  )
}
