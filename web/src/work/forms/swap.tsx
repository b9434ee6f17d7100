import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import { dayOf, sayOutside } from '../time'
import type { FormProps } from './sheet'

/** 申请调班: two days of a roster change hands; the other agrees, the principal leader approves. */
export function SwapForm({ view, step, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ on, other, reason }, set] = useKept(scope, { on: '', other: '', reason: '' })
  const today = dayOf(Date.now())
  const outside = sayOutside(on, today) ?? sayOutside(other, today)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    const body = { on, with: other, reason: reason.trim() }
    send({ goal: view.goal.id, step: step.key, command: 'ask-swap', body })
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <p className="notice-bar">{t('form.swap.hint')}</p>
      <Field label={t('form.swap.on')} error={sayOutside(on, today) ?? fieldError(error, '/on')}>
        <DayInput value={on} onChange={(on) => set({ on })} min={today} />
      </Field>
      <Field label={t('form.swap.with')} error={sayOutside(other, today) ?? fieldError(error, '/with')}>
        <DayInput value={other} onChange={(other) => set({ other })} min={today} />
      </Field>
      <Field label={t('form.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={sending}
          disabled={!on || !other || Boolean(outside) || !reason.trim()}
        >
          {t('command.ask-swap')}
        </Button>
      </div>
    </form>
  )
}
