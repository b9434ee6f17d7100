import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from './field'

interface Props {
  value: string
  onChange: (code: string) => void
  error?: string
  focus?: boolean
}

/** The six digits of an authenticator app. */
export function CodeField({ value, onChange, error, focus }: Props) {
  const { t } = useTranslation()
  return (
    <Field label={t('factor.code')} error={error}>
      <Input
        size="large"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        autoFocus={focus}
        value={value}
        onChange={(e) => onChange(e.target.value.replace(/\D/g, ''))}
      />
    </Field>
  )
}
