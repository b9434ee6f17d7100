import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { useFigureName } from '../figures'
import { askedFigures, type Draft } from './submission'

interface Props {
  step: Noun['Step']
  value: Draft
  change: (part: Partial<Draft>) => void
  error: unknown
}

/** The figures on which the step's stages of approval depend. */
export function Figures({ step, value, change, error }: Props) {
  const { t } = useTranslation()
  const name = useFigureName()
  const set = (field: string, given: string) => change({ figures: { ...value.figures, [field]: given } })
  return askedFigures(step).map(({ field, word }) => (
    <Field key={field} label={name(field)} hint={t('define.figureHint')} error={fieldError(error, '/content/figures')}>
      {word ? (
        <Input maxLength={60} value={value.figures?.[field] ?? ''} onChange={(e) => set(field, e.target.value)} />
      ) : (
        <InputNumber
          inputMode="decimal"
          stringMode
          value={value.figures?.[field] || null}
          onChange={(n) => set(field, n === null ? '' : String(n))}
        />
      )}
    </Field>
  ))
}
