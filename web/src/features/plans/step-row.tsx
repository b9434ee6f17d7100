import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { fieldId } from '@/ui/field-place'
import { PickRef } from '@/work/pick-ref'
import type { Goal, Step } from './model'
import { StepDetails } from './step-details'
import { When } from './step-when'

interface Props {
  goals: Goal[] // of the plan
  goal: Goal
  step: Step
  at: string // JSON pointer of the step
  number: number
  onStep: (step: Step) => void
  onMove: (by: number) => void
  onRemove: () => void
}

/** One step of a draft on a narrow screen: what, who, by when, after what; the rest behind "more". */
export function StepRow({ goals, goal, step, at, number, onStep, onMove, onRemove }: Props) {
  const { t } = useTranslation()
  const id = (name: string) => fieldId(`${at}/${name}`)
  const set = (part: Partial<Step>) => onStep({ ...step, ...part })
  const others = (goal.steps ?? []).filter((s) => s.key !== step.key)
  return (
    <div className="step-row" id={fieldId(at)} tabIndex={-1}>
      <div className="row step-head">
        <span className="step-number num">{number}</span>
        <Input
          id={id('title')}
          aria-label={t('plans.stepTitle')}
          placeholder={t('plans.stepTitle')}
          maxLength={200}
          value={step.title}
          onChange={(e) => set({ title: e.target.value })}
        />
        <Button size="small" aria-label={t('plans.up')} icon={<ArrowUpOutlined />} onClick={() => onMove(-1)} />
        <Button size="small" aria-label={t('plans.down')} icon={<ArrowDownOutlined />} onClick={() => onMove(1)} />
        <Button size="small" aria-label={t('plans.drop')} icon={<DeleteOutlined />} onClick={onRemove} />
      </div>
      <div className="cells">
        <label className="cell" htmlFor={id('lead')}>
          <span>{t('plans.lead_')}</span>
          <PickRef
            id={id('lead')}
            people={t('form.people')}
            value={step.lead ?? ''}
            onChange={(lead) => set({ lead })}
          />
        </label>
        <div className="cell">
          <span>{t('plans.when')}</span>
          <When step={step} at={at} set={set} />
        </div>
        <label className="cell" htmlFor={id('after')}>
          <span>{t('plans.after')}</span>
          <Select
            id={id('after')}
            mode="multiple"
            value={step.after ?? []}
            onChange={(after) => set({ after })}
            options={others.map((s) => ({ value: s.key ?? '', label: s.title || s.key }))}
            popupMatchSelectWidth={false}
          />
        </label>
        <label className="cell cell-small" htmlFor={id('weight')}>
          <span>{t('plans.weight')}</span>
          <InputNumber
            id={id('weight')}
            min={0}
            max={100}
            value={step.weight ?? 0}
            onChange={(n) => set({ weight: n ?? 0 })}
          />
        </label>
      </div>
      <details>
        <summary>{t('plans.more')}</summary>
        <StepDetails goals={goals} goal={goal} step={step} at={at} set={set} />
      </details>
    </div>
  )
}
