import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import { PickRef } from '../pick-ref'
import type { FormProps } from './sheet'

/** "Not ours": the post that should have it, and why. */
export function TransferForm({ view, step, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ to, reason }, set] = useKept(scope, { to: '', reason: '' })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    send({ goal: view.goal.id, step: step.key, command: 'ask-transfer', body: { to, reason: reason.trim() } })
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="notice-bar">{t('form.transfer.hint', { n: view.goal.settings.not_ours })}</p>
      <Field label={t('form.transfer.to')} error={fieldError(error, '/to')}>
        <PickRef value={to} onChange={(to) => set({ to })} people={t('form.people')} placeholder={t('do.choose')} />
      </Field>
      <Field label={t('form.transfer.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={4} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={!to || !reason.trim()}>
          {t('form.transfer.send')}
        </Button>
      </div>
    </form>
  )
}
