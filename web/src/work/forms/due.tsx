import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Due } from '@/ui/due'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import type { FormProps } from './sheet'

/** A leader sets a new last day; the original one still counts in the assessment. */
export function DueForm({ view, step, send, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    send({ goal: view.goal.id, step: step.key, command: 'set-due', body: { on: day, reason: reason.trim() } })
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="notice-bar">{t('form.due.hint')}</p>
      <p>
        <Due at={step?.due_at} />
      </p>
      <Field label={t('form.due.on')} error={fieldError(error, '/on')}>
        <DayInput value={day} onChange={setDay} />
      </Field>
      <Field label={t('form.due.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={!day || !reason.trim()}>
          {t('form.due.send')}
        </Button>
      </div>
    </form>
  )
}
