import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import type { Command } from '../commands'
import { PickRef, PickRefs } from '../pick-ref'
import type { FormProps } from './sheet'

export type SeatCommand = 'transfer' | 'delegate' | 'add-signer' | 'remove-signer' | 'cc'

/** Who else decides: handed on, asked first, added, taken away; or sent a copy. */
export function SeatForm({ view, step, round, send, sending, error, command }: FormProps & { command: SeatCommand }) {
  const { t } = useTranslation()
  const [who, setWho] = useState('')
  const [copies, setCopies] = useState<string[]>([])
  const [after, setAfter] = useState(false)
  const [reason, setReason] = useState('')
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
          <PickRefs value={copies} onChange={setCopies} {...pick} />
        ) : (
          <PickRef value={who} onChange={setWho} {...pick} />
        )}
      </Field>
      {command === 'add-signer' ? (
        <Checkbox checked={after} onChange={(e) => setAfter(e.target.checked)}>
          {t('form.seat.after')}
        </Checkbox>
      ) : null}
      <Field label={t('form.seat.note')} optional error={fieldError(error, '/reason')}>
        <Input.TextArea rows={3} maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
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
