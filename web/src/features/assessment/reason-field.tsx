import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'

interface Props {
  label?: string
  hint: string
  optional?: boolean
  value: string
  onChange: (reason: string) => void
  /** Of the command that the reason goes with. */
  error: unknown
}

/** Why something is decided, changed or found. */
export function ReasonField({ label, hint, optional, value, onChange, error }: Props) {
  const { t } = useTranslation()
  return (
    <Field label={label ?? t('assess.reason')} optional={optional} hint={hint} error={fieldError(error, '/reason')}>
      <Input.TextArea rows={4} maxLength={4000} value={value} onChange={(e) => onChange(e.target.value)} />
    </Field>
  )
}
