import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import type { Indicator } from './cycle-edit'
import { Milli } from './milli'
import { sayPercent } from './points'
import { ScoredBy } from './scored-by'

interface Props {
  indicator: Indicator
  rest: number // what its siblings leave of the 100 %
  onOk: (indicator: Indicator) => void
  onClose: () => void
}

/** One indicator: what it is called, what it weighs, and how its points come about. */
export function IndicatorForm({ indicator, rest, onOk, onClose }: Props) {
  const { t } = useTranslation()
  const [value, setValue] = useState(indicator)
  const set = (part: Partial<Indicator>) => setValue({ ...value, ...part })
  const parts = (value.children ?? []).length > 0
  return (
    <FormModal
      title={indicator.title ? `${t('make.indicator')} · ${indicator.title}` : t('make.addIndicator')}
      ok={t('make.take')}
      width={760}
      disabled={value.title.trim() === ''}
      sending={false}
      error={null}
      asks={value !== indicator}
      onOk={() => onOk({ ...value, title: value.title.trim() })}
      onClose={onClose}
    >
      <Field label={t('make.title')}>
        <Input maxLength={200} value={value.title} onChange={(e) => set({ title: e.target.value })} />
      </Field>
      <div className="cycle-fields">
        <Milli
          label={t('make.weight')}
          hint={t('make.weightHint', { rest: sayPercent(rest) })}
          min={0}
          max={100}
          value={value.weight}
          onChange={(weight) => set({ weight })}
        />
        {parts ? null : <Milli label={t('make.full')} min={0} value={value.full} onChange={(full) => set({ full })} />}
        {parts || value.scorers ? null : (
          <Milli
            label={t('make.base')}
            hint={t('make.baseHint')}
            optional
            value={value.base}
            onChange={(base) => set({ base })}
          />
        )}
        {parts ? null : <Milli label={t('make.least')} optional value={value.min} onChange={(min) => set({ min })} />}
        {parts ? null : (
          <Milli
            label={t('make.most')}
            hint={t('make.mostHint')}
            optional
            value={value.max}
            onChange={(max) => set({ max })}
          />
        )}
      </div>
      {parts ? <p className="hint">{t('make.onlyShares')}</p> : <ScoredBy value={value} set={set} />}
    </FormModal>
  )
}
