import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { NumberInput } from '@/ui/number-field'
import { LadderFields } from './ladder-fields'
import { Cell } from './setting-cell'
import './goal-settings.css'

type Settings = Noun['GoalSettings']

interface Props {
  value: Settings
  disabled: boolean
  onChange: (value: Settings) => void
}

/** The limits that a goal runs by: each with its unit, the ladder as a table. */
export function GoalSettings({ value, disabled, onChange }: Props) {
  const { t } = useTranslation()
  const set = (part: Partial<Settings>) => onChange({ ...value, ...part })
  const days = (name: 'not_ours' | 'archive' | 'yellow') => (
    <Cell label={t(`settings.goal.${name}`)} unit={t('settings.unit.workday', { n: value[name] })}>
      {(id) => (
        <NumberInput
          id={id}
          needed
          min={0}
          max={366}
          disabled={disabled}
          value={value[name]}
          onChange={(n) => set({ [name]: n })}
        />
      )}
    </Cell>
  )
  const budget = (name: 'respond' | 'review') => (
    <Cell label={t(`settings.goal.${name}`)}>
      {(id) => (
        <>
          <NumberInput
            id={id}
            needed
            min={1}
            max={366}
            disabled={disabled}
            value={value[name].n}
            onChange={(n) => set({ [name]: { ...value[name], n } })}
          />
          <Select
            aria-label={t('plans.budgetUnit')}
            disabled={disabled}
            value={value[name].unit}
            onChange={(unit) => set({ [name]: { ...value[name], unit } })}
            options={(['workday', 'day', 'hour'] as const).map((u) => ({
              value: u,
              label: t(`settings.unit.${u}`, { n: value[name].n }),
            }))}
          />
        </>
      )}
    </Cell>
  )
  const count = (name: 'inspectors' | 'failures') => (
    <Cell
      label={t(`settings.goal.${name}`)}
      unit={t(name === 'inspectors' ? 'settings.unit.person' : 'settings.unit.time', { n: value[name] || 2 })}
    >
      {(id) => (
        <NumberInput
          id={id}
          needed
          min={1}
          max={20}
          disabled={disabled}
          value={value[name] || 2}
          onChange={(n) => set({ [name]: n })}
        />
      )}
    </Cell>
  )
  return (
    <div className="goal-settings">
      {budget('respond')}
      {budget('review')}
      {days('not_ours')}
      {days('archive')}
      {days('yellow')}
      {count('inspectors')}
      {count('failures')}
      <Cell label={t('settings.goal.again')}>
        {(id) => (
          <Select
            id={id}
            disabled={disabled}
            value={value.again ?? 'full'}
            onChange={(again) => set({ again })}
            options={(['full', 'rest'] as const).map((a) => ({ value: a, label: t(`settings.again.${a}`) }))}
          />
        )}
      </Cell>
      <Behind value={value} disabled={disabled} onChange={onChange} />
      <LadderFields value={value.ladder} disabled={disabled} onChange={(ladder) => onChange({ ...value, ladder })} />
    </div>
  )
}

/** How far a quantity may be behind its plan before the light turns. */
function Behind({ value, disabled, onChange }: Props) {
  const { t } = useTranslation()
  const lights = value.lights ?? { yellow: 10, red: 30 }
  return (
    <>
      {(['yellow', 'red'] as const).map((light) => (
        <Cell key={light} label={t(`settings.behind.${light}`)} unit={t('settings.unit.percent')}>
          {(id) => (
            <NumberInput
              id={id}
              needed
              min={0}
              max={100}
              disabled={disabled}
              value={lights[light]}
              onChange={(n) => onChange({ ...value, lights: { ...lights, [light]: n } })}
            />
          )}
        </Cell>
      ))}
    </>
  )
}
