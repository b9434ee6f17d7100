import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { Due } from '@/ui/due'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import { addDays, dayOf, sayOutside } from '../time'
import type { FormProps } from './sheet'

/** 申请延期: asked before the due date, with reason, progress and the new day. */
export function ExtendForm({ view, step, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ day, progress, reason }, set] = useKept(scope, { day: '', progress: '', reason: '' })
  const first = addDays(dayOf(step?.due_at ?? Date.now()), 1)
  const outside = sayOutside(day, first)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    const body = { new_due: day, progress: progress.trim(), reason: reason.trim() }
    send({ goal: view.goal.id, step: step.key, command: 'ask-extension', body })
  }
  return (
    <form className="form" noValidate onSubmit={submit}>
      <p className="notice-bar">{t('form.extend.hint')}</p>
      <p>
        <Due at={step?.due_at} />
      </p>
      <Field label={t('form.extend.newDue')} error={outside ?? fieldError(error, '/new_due')}>
        <DayInput value={day} onChange={(day) => set({ day })} min={first} />
      </Field>
      <Field label={t('form.extend.progress')} error={fieldError(error, '/progress')}>
        <Input.TextArea
          rows={3}
          maxLength={4000}
          value={progress}
          onChange={(e) => set({ progress: e.target.value })}
        />
      </Field>
      <Field label={t('form.extend.reason')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={sending}
          disabled={!day || Boolean(outside) || !reason.trim() || !progress.trim()}
        >
          {t('form.extend.send')}
        </Button>
      </div>
    </form>
  )
}
