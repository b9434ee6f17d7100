import { DeleteOutlined } from '@ant-design/icons'
import { Button, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { zh } from '@/i18n/texts/words'
import { NumberInput } from '@/ui/number-field'
import { Cell } from './setting-cell'
import './goal-settings.css'

type Ladder = Noun['Ladder']
type Rung = Noun['Rung']

interface Props {
  value: Ladder
  disabled: boolean
  onChange: (value: Ladder) => void
}

/** 督办阶梯: reminders before the due day, one on it, and notices after it, each to whom and at what cost. */
export function LadderFields({ value: ladder, disabled, onChange }: Props) {
  const { t } = useTranslation()
  const rungs = ladder.rungs ?? []
  const set = (part: Partial<Ladder>) => onChange({ ...ladder, ...part })
  const setRung = (i: number, part: Partial<Rung>) =>
    set({ rungs: rungs.map((r, n) => (n === i ? { ...r, ...part } : r)) })
  return (
    <div className="setting-ladder">
      <Cell label={t('settings.remind')} unit={t('settings.remindUnit')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            className="setting-remind"
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
        <table className="grid setting-rungs">
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
                  <NumberInput
                    aria-label={t('settings.after')}
                    needed
                    min={0}
                    max={366}
                    disabled={disabled}
                    value={rung.after}
                    onChange={(n) => setRung(i, { after: n })}
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
                    className="setting-to"
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
                  <NumberInput
                    aria-label={t('settings.points')}
                    needed
                    min={0}
                    max={100}
                    decimals={3}
                    disabled={disabled}
                    value={(rung.points ?? 0) / 1000}
                    onChange={(n) => setRung(i, { points: Math.round(n * 1000) })}
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
