import { Button, Checkbox, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import type { Command } from '../commands'
import { useKept } from '../draft'
import { PickRef, PickRefs } from '../pick-ref'
import type { FormProps } from './sheet'

export type SeatCommand = 'transfer' | 'delegate' | 'add-signer' | 'remove-signer' | 'cc'

/** Who else decides: handed on, asked first, added, taken away; or sent a copy. */
export function SeatForm({
  view,
  step,
  round,
  send,
  scope,
  sending,
  error,
  command,
}: FormProps & { command: SeatCommand }) {
  const { t } = useTranslation()
  const [{ who, copies, after, reason }, set] = useKept(scope, {
    who: '',
    copies: [] as string[],
    after: false,
    reason: '',
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!step) return
    const said = { reason: reason.trim(), ...(round ? { round } : {}) }
    const bodies = {
      cc: { to: copies, reason: reason.trim() },
      'add-signer': { who, after, ...said },
      'remove-signer': { who, ...said },
      transfer: { to: who, ...said },
      delegate: { to: who, ...said },
    }
    send({ goal: view.goal.id, step: step.key, command, body: bodies[command] } as Command)
  }
  const pick = { people: t('form.people'), placeholder: t('do.choose') }
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={t(`form.seat.${command}`)}
        hint={t(`form.seat.${command}Hint`)}
        error={fieldError(error, '/to', '/who', '/to/0')}
      >
        {command === 'cc' ? (
          <PickRefs value={copies} onChange={(copies) => set({ copies })} {...pick} />
        ) : (
          <PickRef value={who} onChange={(who) => set({ who })} {...pick} />
        )}
      </Field>
      {command === 'add-signer' ? (
        <Checkbox checked={after} onChange={(e) => set({ after: e.target.checked })}>
          {t('form.seat.after')}
        </Checkbox>
      ) : null}
      <Field label={t('form.seat.note')} optional error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={sending}
          disabled={command === 'cc' ? copies.length === 0 : !who}
        >
          {t(`command.${command}`)}
        </Button>
      </div>
    </form>
  )
}
