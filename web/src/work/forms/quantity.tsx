import { Button, Input } from 'antd'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { NumberField } from '@/ui/number-field'
import { numbersRight } from '@/ui/numbers'
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
  const box = useRef<HTMLFormElement>(null)
  if (!step?.target) return null
  const { unit } = step.target
  const first = step.opened_at ? dayOf(step.opened_at) : undefined
  const last = dayOf(Date.now())
  const outside = sayOutside(on, first, last)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (n === null || !numbersRight(box.current)) return
    const body = { milli: toMilli(n), on, ...(note.trim() ? { note: note.trim() } : {}) }
    send({ goal: view.goal.id, step: step.key, command: 'report-quantity', body })
  }
  return (
    <form ref={box} className="form" noValidate onSubmit={submit}>
      <NumberField
        label={t('form.quantity.n', { unit })}
        hint={t('form.quantity.hint', {
          target: sayTarget(step.target),
          total: sayTarget({ milli: step.total ?? 0, unit }),
        })}
        error={fieldError(error, '/milli')}
        decimals={3}
        value={n}
        onChange={(n) => set({ n })}
      />
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
