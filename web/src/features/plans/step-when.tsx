import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { fieldId } from '@/ui/field-place'
import type { Step } from './model'

interface Props {
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

type Sort = 'day' | 'budget' | 'recur'

/** When a step is due: on a day, so long after it opened, or again and again. */
export function When({ step, at, set }: Props) {
  const { t } = useTranslation()
  const sort: Sort = step.recur ? 'recur' : step.finish !== undefined && !step.by ? 'budget' : 'day'
  const change = (next: Sort) => {
    const none = { by: undefined, finish: undefined, recur: undefined }
    if (next === 'day') set(none)
    else if (next === 'budget') set({ ...none, finish: { n: 10, unit: 'workday' } })
    else set({ ...none, recur: { ...ruleOf('month'), shift: 'before', ahead: 5 } })
  }
  return (
    <div className="row step-when">
      <Select
        aria-label={t('plans.when')}
        value={sort}
        onChange={change}
        popupMatchSelectWidth={false}
        options={[
          { value: 'day', label: t('plans.byDay') },
          { value: 'budget', label: t('plans.byBudget') },
          { value: 'recur', label: t('plans.byRecur') },
        ]}
      />
      {sort === 'day' ? (
        <DayInput
          id={fieldId(`${at}/by`)}
          aria-label={t('plans.byDay')}
          value={step.by ?? ''}
          onChange={(day) => set({ by: day || undefined })}
        />
      ) : null}
      {sort === 'budget' ? <Budget step={step} at={at} set={set} /> : null}
      {sort === 'recur' ? <Recur step={step} at={at} set={set} /> : null}
    </div>
  )
}

function Budget({ step, at, set }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <InputNumber
        id={fieldId(`${at}/finish`)}
        aria-label={t('plans.budgetN')}
        min={1}
        max={1000}
        value={step.finish?.n}
        onChange={(n) => set({ finish: { n: n ?? 1, unit: step.finish?.unit ?? 'workday' } })}
      />
      <Select
        aria-label={t('plans.budgetUnit')}
        value={step.finish?.unit ?? 'workday'}
        onChange={(unit) => set({ finish: { n: step.finish?.n ?? 1, unit } })}
        options={[
          { value: 'workday', label: t('plans.workdays') },
          { value: 'day', label: t('plans.days') },
        ]}
      />
    </>
  )
}

type Rule = NonNullable<Step['recur']>

/** A rule of each sort to start from: only weeks and months fall on a named day, only the others count. */
function ruleOf(every: NonNullable<Rule['every']>): Pick<Rule, 'every' | 'on' | 'n'> {
  if (every === 'week') return { every, on: 'mon', n: undefined }
  if (every === 'month') return { every, on: '28', n: undefined }
  if (every === 'quarter-end') return { every, on: undefined, n: undefined }
  return { every, on: undefined, n: every === 'days' ? 30 : 5 }
}

function Recur({ step, at, set }: Props) {
  const { t } = useTranslation()
  const rule = step.recur ?? {}
  const change = (part: Partial<Rule>) => set({ recur: { ...rule, ...part } })
  const every = rule.every ?? 'month'
  return (
    <>
      <Select
        id={fieldId(`${at}/recur`)}
        aria-label={t('plans.every')}
        value={every}
        onChange={(next) => change(ruleOf(next))}
        popupMatchSelectWidth={false}
        options={(['week', 'month', 'quarter-end', 'days', 'workday-of-month'] as const).map((value) => ({
          value,
          label: t(`plans.recur.${value}`),
        }))}
      />
      {every === 'week' || every === 'month' ? (
        <Select
          id={fieldId(`${at}/recur/on`)}
          aria-label={t('plans.recurOn')}
          value={rule.on}
          onChange={(on) => change({ on })}
          popupMatchSelectWidth={false}
          options={
            every === 'week'
              ? weekdays.map((value, i) => ({ value, label: t(`time.weekday.${((i + 1) % 7) as 0}`) }))
              : days.map((value) => ({
                  value,
                  label: value === 'last' ? t('plans.recurLast') : t('plans.recurDay', { n: value }),
                }))
          }
        />
      ) : null}
      {every === 'days' || every === 'workday-of-month' ? (
        <InputNumber
          id={fieldId(`${at}/recur/n`)}
          aria-label={t('plans.recurN')}
          min={1}
          max={every === 'days' ? 366 : 23}
          value={rule.n}
          onChange={(n) => change({ n: n ?? 1 })}
        />
      ) : null}
    </>
  )
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const days = [...Array.from({ length: 31 }, (_, i) => String(i + 1)), 'last']
