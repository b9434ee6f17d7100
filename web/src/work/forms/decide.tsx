import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { optionFor } from '../commands'
import { useKept } from '../draft'
import type { FormProps } from './sheet'

/** Agree, reject or return: one opinion, three buttons. Rejecting and returning need a reason. */
export function DecideForm({ view, step, round, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const [{ opinion, to, direct }, set] = useKept(scope, { opinion: '', to: '', direct: true })
  const [tried, setTried] = useState(false)
  if (!step) return null
  const open = step.rounds?.find((r) => r.round === round) ?? step.rounds?.filter((r) => !r.outcome).at(-1)
  const returnable = open?.subject === 'submission' && optionFor(view, 'return', step.key)?.allowed === true
  const reason = opinion.trim()
  const base = { goal: view.goal.id, step: step.key }
  const seen = open ? { round: open.round } : {}
  const decide = (agree: boolean) => {
    if (!agree && !reason) return setTried(true)
    send({ ...base, command: 'decide', body: { agree, reason, ...seen } })
  }
  const back = () => {
    if (!reason) return setTried(true)
    send({ ...base, command: 'return', body: { reason, direct: to ? false : direct, ...(to ? { to } : {}), ...seen } })
  }
  const earlier = (view.goal.steps ?? []).filter((s) => reaches(view, s.key, step.key))
  return (
    <div className="form">
      <Field
        label={t('form.decide.opinion')}
        hint={t('form.decide.opinionHint')}
        error={fieldError(error, '/reason') ?? (tried && !reason ? t('form.decide.reasonNeeded') : undefined)}
      >
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000}
          value={opinion}
          onChange={(e) => set({ opinion: e.target.value })}
        />
      </Field>
      {returnable ? (
        <div className="row">
          {earlier.length > 0 ? (
            <Field label={t('form.decide.returnTo')}>
              <Select
                value={to}
                onChange={(to) => set({ to })}
                popupMatchSelectWidth={false}
                options={[
                  { value: '', label: t('form.decide.submitter') },
                  ...earlier.map((s) => ({ value: s.key, label: s.title })),
                ]}
              />
            </Field>
          ) : null}
          {to === '' ? (
            <Checkbox checked={direct} onChange={(e) => set({ direct: e.target.checked })}>
              {t('form.decide.direct')}
            </Checkbox>
          ) : null}
        </div>
      ) : null}
      <ProblemView error={error} />
      <div className="form-actions">
        {returnable ? (
          <Button onClick={back} disabled={sending} data-act="return">
            {t('form.decide.return')}
          </Button>
        ) : null}
        <Button danger onClick={() => decide(false)} disabled={sending} data-act="reject">
          {t('form.decide.reject')}
        </Button>
        <Button type="primary" onClick={() => decide(true)} loading={sending} data-act="agree">
          {t('form.decide.agree')}
        </Button>
      </div>
    </div>
  )
}

/** Whether one step lies before another in the graph. */
function reaches(view: FormProps['view'], from: string, to: string): boolean {
  const steps = view.goal.steps ?? []
  const seen = new Set<string>()
  const waiting = [...(steps.find((s) => s.key === to)?.after ?? [])]
  while (waiting.length > 0) {
    const key = waiting.pop() as string
    if (key === from) return true
    if (seen.has(key)) continue
    seen.add(key)
    waiting.push(...(steps.find((s) => s.key === key)?.after ?? []))
  }
  return false
}
