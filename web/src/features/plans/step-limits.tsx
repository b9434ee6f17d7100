import { InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fieldId } from '@/ui/field-place'
import { LadderFields } from '@/work/ladder-fields'
import type { Goal, Step } from './model'

interface Props {
  goal: Goal
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

/** What a step may set apart from its goal: the time to accept, the least time public, its own ladder. */
export function StepLimits({ goal, step, at, set }: Props) {
  const { t } = useTranslation()
  const own = step.ladder !== undefined
  return (
    <>
      <div className="cells cells-inside">
        <Budget
          id={fieldId(`${at}/respond`)}
          label={t('define.respond')}
          value={step.respond}
          usual={goal.settings?.respond}
          onChange={(respond) => set({ respond })}
        />
        {step.kind === 'notice' ? (
          <Budget
            id={fieldId(`${at}/min_public`)}
            label={t('define.minPublic')}
            value={step.min_public}
            onChange={(min_public) => set({ min_public })}
          />
        ) : null}
        <label className="cell" htmlFor={fieldId(`${at}/ladder`)}>
          <span>{t('define.ownLadder')}</span>
          <span className="row">
            <Switch
              id={fieldId(`${at}/ladder`)}
              checked={own}
              disabled={!goal.settings?.ladder}
              onChange={(on) => set({ ladder: on ? goal.settings?.ladder : undefined })}
            />
            <span className="hint">{t(own ? 'define.ladderOwn' : 'define.ladderGoal')}</span>
          </span>
        </label>
      </div>
      {own ? (
        <LadderFields value={step.ladder as Noun['Ladder']} disabled={false} onChange={(ladder) => set({ ladder })} />
      ) : null}
    </>
  )
}

interface BudgetProps {
  id: string
  label: string
  value: Step['respond']
  usual?: Step['respond']
  onChange: (value: Step['respond']) => void
}

/** A length of time; empty: what is usual. */
function Budget({ id, label, value, usual, onChange }: BudgetProps) {
  const { t } = useTranslation()
  const unit = value?.unit ?? usual?.unit ?? 'workday'
  return (
    <label className="cell" htmlFor={id}>
      <span>{label}</span>
      <span className="limit-budget">
        <InputNumber
          id={id}
          min={1}
          max={366}
          placeholder={usual ? t('define.usual', { n: usual.n }) : undefined}
          value={value?.n}
          onChange={(n) => onChange(n === null ? undefined : { n, unit })}
        />
        <Select
          aria-label={t('plans.budgetUnit')}
          value={unit}
          disabled={!value}
          onChange={(next) => onChange({ n: value?.n ?? 1, unit: next })}
          options={(['workday', 'day', 'hour'] as const).map((u) => ({
            value: u,
            label: t(`settings.unit.${u}`, { n: value?.n ?? 2 }),
          }))}
          popupMatchSelectWidth={false}
        />
      </span>
    </label>
  )
}
