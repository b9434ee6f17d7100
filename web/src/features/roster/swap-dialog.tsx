import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { useGoalCommand } from '@/work/commands'
import { useNames } from '@/work/office'
import { type Day, sayDay, weekdayOf } from '@/work/time'
import { useTyped } from '@/work/typed'
import { type Duty, others } from './days'

interface Props {
  duty: Duty
  today: Day
  onClose: () => void
}

/** 申请调班 from a day: only the other day and the reason are asked for. */
export function SwapDialog({ duty, today, onClose }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const { roster } = duty.line
  const form = useTyped(`swap/${roster.goal_id}/${roster.step}/${duty.day.on}`, { other: '' as Day | '', reason: '' })
  const { other, reason } = form.value
  const command = useGoalCommand(() => {
    form.sent()
    onClose()
  })
  const say = (day: Day) => `${sayDay(day, today)} ${t(`time.weekday.${weekdayOf(day) as 0}`)}`
  const send = () => {
    if (!other || !reason.trim()) return
    const body = { on: duty.day.on, with: other, reason: reason.trim() }
    command.mutate({ goal: roster.goal_id, step: roster.step, command: 'ask-swap', body })
  }
  return (
    <FormModal
      title={t('command.ask-swap')}
      ok={t('roster.ask')}
      disabled={!other || !reason.trim()}
      sending={command.isPending}
      error={command.error}
      kept={form.kept}
      onOk={send}
      onClose={onClose}
    >
      <p className="notice-bar">{t('form.swap.hint')}</p>
      <p>
        {t('roster.offered')} <strong>{say(duty.day.on)}</strong> · {names.full(duty.day.lead)}
      </p>
      <Field
        label={t('form.swap.with')}
        hint={t('roster.withHint')}
        error={fieldError(command.error, '/with') ?? fieldError(command.error, '/on')}
      >
        <Select
          value={other || undefined}
          onChange={(day) => form.set({ other: day })}
          placeholder={t('roster.choose')}
          options={others(duty, today).map((d) => ({ value: d.on, label: `${say(d.on)} · ${names.full(d.lead)}` }))}
        />
      </Field>
      <Field label={t('form.reason')} error={fieldError(command.error, '/reason')}>
        <Input.TextArea
          rows={3}
          maxLength={4000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
