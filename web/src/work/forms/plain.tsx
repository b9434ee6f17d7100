import { Button, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import type { Command } from '../commands'
import { useKept } from '../draft'
import type { FormProps } from './sheet'
import './compact.css'

const needsReason = ['cancel', 'suspend']
const danger = ['cancel']

export type PlainCommand =
  | 'accept'
  | 'withdraw'
  | 'close-out'
  | 'archive'
  | 'cancel'
  | 'suspend'
  | 'resume'
  | 'urge'
  | 'read'

/** A command that says nothing but why. */
export function PlainForm({
  view,
  step,
  round,
  send,
  scope,
  sending,
  error,
  compact,
  command,
}: FormProps & { command: PlainCommand }) {
  const { t } = useTranslation()
  const [{ reason }, set] = useKept(scope, { reason: '' })
  const hint = command === 'accept' || command === 'read' ? undefined : t(`form.reasonHint.${command}`)
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const body = { reason: reason.trim(), ...(round ? { round } : {}) }
    const goal = view.goal.id
    send({ goal, ...(step ? { step: step.key } : {}), command, body } as Command)
  }
  const needed = needsReason.includes(command)
  return (
    <form className={compact ? 'form form-compact' : 'form'} onSubmit={submit}>
      <Field label={t(`form.reasonFor.${command}`)} hint={hint} optional={!needed} error={fieldError(error, '/reason')}>
        <Input.TextArea
          rows={compact ? 1 : 4}
          placeholder={compact ? t(`form.reasonFor.${command}`) : undefined}
          maxLength={4000}
          value={reason}
          onChange={(e) => set({ reason: e.target.value })}
        />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          danger={danger.includes(command)}
          loading={sending}
          disabled={needed && reason.trim() === ''}
        >
          {t(`command.${command}`)}
        </Button>
      </div>
    </form>
  )
}
