import { DeleteOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select, Switch } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { zh } from '@/i18n/texts/words'

type Settings = Noun['GoalSettings']
type Rung = Noun['Rung']

interface Props {
  value: Settings
  disabled: boolean
  onChange: (value: Settings) => void
}

/** The numbers that new goals start with: each with its unit, the ladder as a table. */
export function GoalDefaults({ value, disabled, onChange }: Props) {
  const { t } = useTranslation()
  const set = (part: Partial<Settings>) => onChange({ ...value, ...part })
  const days = (name: 'not_ours' | 'archive' | 'yellow') => (
    <Cell label={t(`settings.goal.${name}`)} unit={t('settings.unit.workday')}>
      {(id) => (
        <InputNumber
          id={id}
          min={0}
          max={366}
          disabled={disabled}
          value={value[name]}
          onChange={(n) => set({ [name]: n ?? value[name] })}
        />
      )}
    </Cell>
  )
  const budget = (name: 'respond' | 'review') => (
    <Cell label={t(`settings.goal.${name}`)}>
      {(id) => (
        <>
          <InputNumber
            id={id}
            min={1}
            max={366}
            disabled={disabled}
            value={value[name].n}
            onChange={(n) => set({ [name]: { ...value[name], n: n ?? value[name].n } })}
          />
          <Select
            aria-label={t('plans.budgetUnit')}
            disabled={disabled}
            value={value[name].unit}
            onChange={(unit) => set({ [name]: { ...value[name], unit } })}
            options={(['workday', 'day', 'hour'] as const).map((u) => ({ value: u, label: t(`settings.unit.${u}`) }))}
          />
        </>
      )}
    </Cell>
  )
  const count = (name: 'inspectors' | 'failures') => (
    <Cell
      label={t(`settings.goal.${name}`)}
      unit={t(name === 'inspectors' ? 'settings.unit.person' : 'settings.unit.time')}
    >
      {(id) => (
        <InputNumber
          id={id}
          min={1}
          max={20}
          disabled={disabled}
          value={value[name] || 2}
          onChange={(n) => set({ [name]: n ?? 2 })}
        />
      )}
    </Cell>
  )
  return (
    <div className="goal-defaults">
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
      <Ladder value={value} disabled={disabled} onChange={onChange} />
    </div>
  )
}

interface CellProps {
  label: string
  unit?: string
  children: (id: string) => ReactNode
}

function Cell({ label, unit, children }: CellProps) {
  const id = useId()
  return (
    <div className="default-cell">
      <label htmlFor={id}>{label}</label>
      <span className="row">
        {children(id)}
        {unit ? <span className="soft">{unit}</span> : null}
      </span>
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
            <InputNumber
              id={id}
              min={0}
              max={100}
              disabled={disabled}
              value={lights[light]}
              onChange={(n) => onChange({ ...value, lights: { ...lights, [light]: n ?? lights[light] } })}
            />
          )}
        </Cell>
      ))}
    </>
  )
}

/** 督办阶梯: reminders before the due day, one on it, and notices after it, each to whom and at what cost. */
function Ladder({ value, disabled, onChange }: Props) {
  const { t } = useTranslation()
  const { ladder } = value
  const rungs = ladder.rungs ?? []
  const set = (part: Partial<Settings['ladder']>) => onChange({ ...value, ladder: { ...ladder, ...part } })
  const setRung = (i: number, part: Partial<Rung>) =>
    set({ rungs: rungs.map((r, n) => (n === i ? { ...r, ...part } : r)) })
  return (
    <div className="default-ladder">
      <Cell label={t('settings.remind')} unit={t('settings.remindUnit')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            className="default-remind"
            disabled={disabled}
            value={(ladder.remind ?? []).map(String)}
            onChange={(list) =>
              set({
                remind: list
                  .map(Number)
                  .filter((n) => Number.isInteger(n) && n > 0)
                  .sort((a, b) => b - a),
              })
            }
          />
        )}
      </Cell>
      <Cell label={t('settings.onDay')}>
        {(id) => <Switch id={id} disabled={disabled} checked={ladder.on_day} onChange={(on_day) => set({ on_day })} />}
      </Cell>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('settings.ladder')}>
        <table className="grid default-rungs">
          <thead>
            <tr>
              <th>{t('settings.after')}</th>
              <th>{t('settings.colour')}</th>
              <th>{t('settings.to')}</th>
              <th>{t('settings.points')}</th>
              <th>
                <span className="sr-only">{t('do.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rungs.map((rung, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a rung is its place in the ladder
              <tr key={i}>
                <td>
                  <InputNumber
                    aria-label={t('settings.after')}
                    min={0}
                    max={366}
                    disabled={disabled}
                    value={rung.after}
                    onChange={(n) => setRung(i, { after: n ?? 0 })}
                  />
                </td>
                <td>
                  <Select
                    aria-label={t('settings.colour')}
                    disabled={disabled}
                    value={rung.colour}
                    onChange={(colour) => setRung(i, { colour })}
                    popupMatchSelectWidth={false}
                    options={Object.keys(zh.colour).map((c) => ({
                      value: c as Rung['colour'],
                      label: t(`colour.${c as Rung['colour']}`),
                    }))}
                  />
                </td>
                <td>
                  <Select
                    aria-label={t('settings.to')}
                    mode="multiple"
                    className="default-to"
                    disabled={disabled}
                    value={rung.to ?? []}
                    onChange={(to) => setRung(i, { to })}
                    options={(['lead', 'co', 'head', 'supervisor', 'leader', 'principal'] as const).map((r) => ({
                      value: r,
                      label: t(`settings.receiver.${r}`),
                    }))}
                  />
                </td>
                <td>
                  <InputNumber
                    aria-label={t('settings.points')}
                    min={0}
                    max={100}
                    step={0.5}
                    disabled={disabled}
                    value={(rung.points ?? 0) / 1000}
                    onChange={(n) => setRung(i, { points: Math.round((n ?? 0) * 1000) })}
                  />
                </td>
                <td>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('do.remove')}
                    icon={<DeleteOutlined />}
                    disabled={disabled}
                    onClick={() => set({ rungs: rungs.filter((_, n) => n !== i) })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div>
        <Button
          size="small"
          disabled={disabled}
          onClick={() =>
            set({ rungs: [...rungs, { after: (rungs.at(-1)?.after ?? 0) + 5, colour: 'red', to: ['lead'] }] })
          }
        >
          {t('settings.addRung')}
        </Button>
      </div>
    </div>
  )
}
