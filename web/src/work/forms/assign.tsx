import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import { PickRef, PickRefs } from '../pick-ref'
import type { FormProps } from './sheet'

/** 改派: another post, or another person, takes the step. */
export function AssignForm({ view, step, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ lead, co, reason }, set] = useKept(scope, { lead: step?.lead ?? '', co: step?.co ?? [], reason: '' })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    send({ goal: view.goal.id, step: step.key, command: 'assign', body: { lead, co, reason: reason.trim() } })
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field label={t('form.assign.lead')} error={fieldError(error, '/lead')}>
        <PickRef value={lead} onChange={(lead) => set({ lead })} people={t('form.people')} />
      </Field>
      <Field label={t('form.assign.co')} optional error={fieldError(error, '/co')}>
        <PickRefs value={co} onChange={(co) => set({ co })} people={t('form.people')} />
      </Field>
      <Field label={t('form.assign.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
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
