import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { PickRef, PickRefs } from '../pick-ref'
import type { FormProps } from './sheet'

/** 改派: another post, or another person, takes the step. */
export function AssignForm({ view, step, send, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [lead, setLead] = useState(step?.lead ?? '')
  const [co, setCo] = useState<string[]>(step?.co ?? [])
  const [reason, setReason] = useState('')
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    send({ goal: view.goal.id, step: step.key, command: 'assign', body: { lead, co, reason: reason.trim() } })
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field label={t('form.assign.lead')} error={fieldError(error, '/lead')}>
        <PickRef value={lead} onChange={setLead} people={t('form.people')} />
      </Field>
      <Field label={t('form.assign.co')} optional error={fieldError(error, '/co')}>
        <PickRefs value={co} onChange={setCo} people={t('form.people')} />
      </Field>
      <Field label={t('form.assign.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={!lead || !reason.trim()}>
          {t('form.assign.send')}
        </Button>
      </div>
    </form>
  )
}
