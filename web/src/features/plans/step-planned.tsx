import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Bounded } from '@/ui/bounded'
import { DayInput } from '@/ui/day-input'
import { fieldId } from '@/ui/field-place'
import { fromMilli, mostQuantity, toMilli } from '@/work/quantity'
import { replaceAt, type Step } from './model'

interface Props {
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

/** 进度计划: how much of the target is to be there by which day; falling behind turns the light. */
export function StepPlanned({ step, at, set }: Props) {
  const { t } = useTranslation()
  if (!step.target || step.recur) return null
  const planned = step.planned ?? []
  const unit = step.target.unit ?? ''
  const put = (next: typeof planned) => set({ planned: next.length > 0 ? next : undefined })
  return (
    <div className="stack" id={fieldId(`${at}/planned`)} tabIndex={-1}>
      <span className="soft">{t('define.planned')}</span>
      {planned.length === 0 ? <span className="hint">{t('define.plannedHint')}</span> : null}
      {planned.map((p, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the list
        <div className="row" key={i} id={fieldId(`${at}/planned/${i}`)} tabIndex={-1}>
          <DayInput
            aria-label={t('define.plannedBy')}
            value={p.by ?? ''}
            onChange={(by) => put(replaceAt(planned, i, { ...p, by: by || undefined }))}
          />
          <Bounded
            aria-label={t('define.plannedAmount')}
            min={0}
            max={mostQuantity}
            suffix={unit}
            value={fromMilli(p.milli ?? 0)}
            onChange={(n) => put(replaceAt(planned, i, { ...p, milli: toMilli(n ?? 0) }))}
          />
          <Button
            size="small"
            aria-label={t('plans.drop')}
            icon={<DeleteOutlined />}
            onClick={() => put(planned.filter((_, n) => n !== i))}
          />
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => put([...planned, { milli: step.target?.milli ?? 0 }])}>
          {t('define.addPlanned')}
        </Button>
      </div>
    </div>
  )
}
