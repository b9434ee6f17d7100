import { Button, Input, InputNumber } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { Counts } from '../counts'
import { useKept } from '../draft'
import { sayTarget, toMilli } from '../quantity'
import { dayOf, sayOutside } from '../time'
import type { FormProps } from './sheet'

/** 填报数量: what was reached along the way; a negative number corrects an earlier one. */
export function QuantityForm({ view, step, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ n, on, note }, set] = useKept(scope, { n: null as number | null, on: dayOf(Date.now()), note: '' })
  if (!step?.target) return null
  const { unit } = step.target
  const first = step.opened_at ? dayOf(step.opened_at) : undefined
  const last = dayOf(Date.now())
  const outside = sayOutside(on, first, last)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (n === null) return
    const body = { milli: toMilli(n), on, ...(note.trim() ? { note: note.trim() } : {}) }
    send({ goal: view.goal.id, step: step.key, command: 'report-quantity', body })
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <Field
        label={t('form.quantity.n', { unit })}
        hint={t('form.quantity.hint', {
          target: sayTarget(step.target),
          total: sayTarget({ milli: step.total ?? 0, unit }),
        })}
        error={fieldError(error, '/milli')}
      >
        <InputNumber inputMode="decimal" value={n} onChange={(n) => set({ n })} />
      </Field>
      <Field label={t('form.quantity.on')} error={outside ?? fieldError(error, '/on')}>
        <DayInput value={on} onChange={(on) => set({ on })} min={first} max={last} />
      </Field>
      <Field
        label={t(n !== null && n < 0 ? 'form.quantity.why' : 'form.seat.note')}
        optional={n === null || n >= 0}
        error={fieldError(error, '/note')}
      >
        <Input.TextArea rows={2} maxLength={4000} value={note} onChange={(e) => set({ note: e.target.value })} />
      </Field>
      <Counts step={step} />
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={sending}
          disabled={!n || Boolean(outside) || (n < 0 && !note.trim())}
        >
          {t('command.report-quantity')}
        </Button>
      </div>
    </form>
  )
}
