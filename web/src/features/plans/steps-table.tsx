import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldId } from '@/ui/field-place'
import { PickRef } from '@/work/pick-ref'
import { type Goal, moved, replaceAt, type Step, withoutStep } from './model'
import { StepDetails } from './step-details'
import { When } from './step-when'

export interface StepsProps {
  goals: Goal[] // of the plan
  goal: Goal
  index: number
  picked: Set<string>
  open: string | undefined // key of the step whose details are shown
  onPick: (picked: Set<string>) => void
  onOpen: (key: string | undefined) => void
  onSteps: (steps: Step[]) => void
  onGoal: (goal: Goal) => void
}

/** The steps of a draft goal, a line each; the rest of a step folds out below its line. */
export function StepsTable(props: StepsProps) {
  const { goal, picked, onPick } = props
  const { t } = useTranslation()
  const steps = goal.steps ?? []
  const every = steps.flatMap((s) => s.key ?? [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('plans.steps')}>
      <table className="grid steps-table">
        <thead>
          <tr>
            <th>
              <Checkbox
                aria-label={t('plans.pickAll')}
                checked={picked.size > 0 && picked.size === every.length}
                indeterminate={picked.size > 0 && picked.size < every.length}
                onChange={(e) => onPick(new Set(e.target.checked ? every : []))}
              />
            </th>
            <th>{t('plans.stepTitle')}</th>
            <th>{t('plans.lead_')}</th>
            <th>{t('plans.when')}</th>
            <th>{t('plans.after')}</th>
            <th>{t('plans.weight')}</th>
            <th>
              <span className="sr-only">{t('do.edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, i) => (
            <Line key={step.key} {...props} step={step} i={i} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({
  goals,
  goal,
  index,
  picked,
  open,
  onPick,
  onOpen,
  onSteps,
  onGoal,
  step,
  i,
}: StepsProps & { step: Step; i: number }) {
  const { t } = useTranslation()
  const steps = goal.steps ?? []
  const at = `/goals/${index}/steps/${i}`
  const id = (name: string) => fieldId(`${at}/${name}`)
  const key = step.key ?? ''
  const opened = open === key
  const set = (part: Partial<Step>) => onSteps(replaceAt(steps, i, { ...step, ...part }))
  const pick = (on: boolean) => {
    const next = new Set(picked)
    if (on) next.add(key)
    else next.delete(key)
    onPick(next)
  }
  return (
    <Fragment>
      <tr id={fieldId(at)} tabIndex={-1} className={opened ? 'step-line grid-chosen' : 'step-line'}>
        <td>
          <Checkbox
            aria-label={t('plans.pick', { title: step.title ?? '' })}
            checked={picked.has(key)}
            onChange={(e) => pick(e.target.checked)}
          />
        </td>
        <td className="steps-title">
          <span className="row step-head">
            <span className="soft num">{i + 1}</span>
            <Input
              id={id('title')}
              aria-label={t('plans.stepTitle')}
              maxLength={200}
              value={step.title}
              onChange={(e) => set({ title: e.target.value })}
            />
          </span>
        </td>
        <td className="steps-lead">
          <PickRef
            id={id('lead')}
            aria-label={t('plans.lead_')}
            people={t('form.people')}
            value={step.lead ?? ''}
            onChange={(lead) => set({ lead })}
          />
        </td>
        <td>
          <When step={step} at={at} set={set} />
        </td>
        <td className="steps-after">
          <Select
            id={id('after')}
            aria-label={t('plans.after')}
            mode="multiple"
            maxTagCount="responsive"
            value={step.after ?? []}
            onChange={(after) => set({ after })}
            options={steps.flatMap((s, n) =>
              s.key === key ? [] : [{ value: s.key ?? '', label: `${n + 1} ${s.title || s.key}` }],
            )}
            popupMatchSelectWidth={false}
          />
        </td>
        <td className="steps-weight">
          <InputNumber
            id={id('weight')}
            aria-label={t('plans.weight')}
            min={0}
            max={100}
            value={step.weight ?? 0}
            onChange={(n) => set({ weight: n ?? 0 })}
          />
        </td>
        <td className="nowrap">
          <Button
            size="small"
            type="text"
            aria-expanded={opened}
            aria-label={t('plans.moreOf', { title: step.title ?? '' })}
            icon={opened ? <UpOutlined /> : <DownOutlined />}
            onClick={() => onOpen(opened ? undefined : key)}
          />
        </td>
      </tr>
      {opened ? (
        <tr className="steps-details">
          <td />
          <td colSpan={6}>
            <StepDetails goals={goals} goal={goal} step={step} at={at} set={set} />
            <div className="row steps-acts">
              <Button
                size="small"
                icon={<ArrowUpOutlined />}
                disabled={i === 0}
                onClick={() => onSteps(moved(steps, i, -1))}
              >
                {t('plans.up')}
              </Button>
              <Button
                size="small"
                icon={<ArrowDownOutlined />}
                disabled={i === steps.length - 1}
                onClick={() => onSteps(moved(steps, i, 1))}
              >
                {t('plans.down')}
              </Button>
              <Button size="small" danger icon={<DeleteOutlined />} onClick={() => onGoal(withoutStep(goal, key))}>
                {t('plans.drop')}
              </Button>
            </div>
          </td>
        </tr>
      ) : null}
    </Fragment>
  )
}
