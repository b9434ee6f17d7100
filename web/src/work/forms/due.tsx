import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Due } from '@/ui/due'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import type { FormProps } from './sheet'

/** A leader sets a new last day; the original one still counts in the assessment. */
export function DueForm({ view, step, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ day, reason }, set] = useKept(scope, { day: '', reason: '' })
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
        <DayInput value={day} onChange={(day) => set({ day })} />
      </Field>
      <Field label={t('form.due.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
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
