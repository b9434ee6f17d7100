import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { fieldId } from '@/ui/field-place'
import { PickRefs } from '@/work/pick-ref'
import type { Step } from './model'

interface Props {
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

/** The rest of a recurring step: what a day of rest does to it, when it opens, from when to when, and whose turn it is. */
export function StepSeries({ step, at, set }: Props) {
  const { t } = useTranslation()
  const rule = step.recur
  if (!rule) return null
  const change = (part: Partial<typeof rule>) => set({ recur: { ...rule, ...part } })
  const id = (name: string) => fieldId(`${at}/recur/${name}`)
  return (
    <div className="cells cells-inside">
      <label className="cell" htmlFor={id('shift')}>
        <span>{t('define.shift')}</span>
        <Select
          id={id('shift')}
          value={rule.shift ?? 'none'}
          onChange={(shift) => change({ shift })}
          popupMatchSelectWidth={false}
          options={(['none', 'before', 'after', 'skip'] as const).map((s) => ({
            value: s,
            label: t(`define.shifts.${s}`),
          }))}
        />
      </label>
      <label className="cell" htmlFor={id('ahead')}>
        <span>{t('define.ahead')}</span>
        <InputNumber
          id={id('ahead')}
          min={0}
          max={60}
          suffix={t('settings.unit.workday', { n: rule.ahead ?? 0 })}
          value={rule.ahead ?? 0}
          onChange={(n) => change({ ahead: n ?? 0 })}
        />
      </label>
      {(['from', 'until'] as const).map((end) => (
        <label className="cell" htmlFor={id(end)} key={end}>
          <span>{t(`define.${end}`)}</span>
          <DayInput id={id(end)} value={rule[end] ?? ''} onChange={(day) => change({ [end]: day || undefined })} />
        </label>
      ))}
      <label className="cell cell-wide" htmlFor={id('roster')}>
        <span>{t('define.roster')}</span>
        <PickRefs
          id={id('roster')}
          placeholder={t('define.rosterHint')}
          people={t('form.people')}
          value={rule.roster ?? []}
          onChange={(roster) => change({ roster })}
        />
      </label>
    </div>
  )
}
