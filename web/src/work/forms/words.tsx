import { Button, Checkbox, Input } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import type { Command } from '../commands'
import { useKept } from '../draft'
import { PickRefs } from '../pick-ref'
import type { FormProps } from './sheet'

/** A comment 评论 or a leader's written instruction 批示, on a step or on the goal. */
export function WordsForm({
  view,
  step,
  send,
  scope,
  sending,
  error,
  command,
}: FormProps & { command: 'comment' | 'instruct' }) {
  const { t } = useTranslation()
  const [{ text, to, asks }, set] = useKept(scope, { text: '', to: [] as string[], asks: false })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const body =
      command === 'comment' ? { text: text.trim(), mentions: to } : { text: text.trim(), to, ...(asks ? { asks } : {}) }
    send({ goal: view.goal.id, ...(step ? { step: step.key } : {}), command, body } as Command)
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={t(`form.words.${command}`)}
        hint={t(`form.words.${command}Hint`)}
        error={fieldError(error, '/text')}
      >
        <Input.TextArea rows={5} maxLength={4000} value={text} onChange={(e) => set({ text: e.target.value })} />
      </Field>
      <Field label={t(command === 'comment' ? 'form.words.mentions' : 'form.words.instructTo')} optional>
        <PickRefs value={to} onChange={(to) => set({ to })} people={t('form.people')} />
      </Field>
      {command === 'instruct' ? (
        <div>
          <Checkbox checked={asks} onChange={(e) => set({ asks: e.target.checked })}>
            {t('form.words.asks')}
          </Checkbox>
          <p className="hint">{t('form.words.asksHint')}</p>
        </div>
      ) : null}
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={text.trim() === ''}>
          {t(`command.${command}`)}
        </Button>
      </div>
    </form>
  )
}
