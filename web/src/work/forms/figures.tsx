import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Problem } from '@/api/problem'
import { Field } from '@/ui/field'
import { type Given, useFigureName } from '../figures'

interface Props {
  asked: Noun['AskedFigure'][]
  value: Given | undefined
  change: (figures: Given) => void
  error: unknown
}

/** The figures on which the step's stages of approval depend. */
export function Figures({ asked, value, change, error }: Props) {
  const { t } = useTranslation()
  const name = useFigureName()
  const set = (field: string, given: string) => change({ ...value, [field]: given })
  return asked.map(({ field, word }) => (
    <Field key={field} label={name(field)} hint={t('define.figureHint')} error={figureError(error, field)}>
      {word ? (
        <Input maxLength={60} value={value?.[field] ?? ''} onChange={(e) => set(field, e.target.value)} />
      ) : (
        <InputNumber
          inputMode="decimal"
          stringMode
          value={value?.[field] || null}
          onChange={(n) => set(field, n === null ? '' : String(n))}
        />
      )}
    </Field>
  ))
}

/** What the server found wrong with a figure: which one, its parameters say. */
function figureError(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined
  return error.errors.find((e) => e.pointer === '/content/figures' && e.params?.figure === field)?.detail
}
