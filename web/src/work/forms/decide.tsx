import { Button, Checkbox, Input, Select } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { optionFor } from '../commands'
import { useKept } from '../draft'
import type { FormProps } from './sheet'
import './compact.css'

/** Agree, reject or return: one opinion, three buttons. Rejecting and returning need a reason. */
export function DecideForm({ view, step, round, send, scope, sending, error, compact }: FormProps) {
  const { t } = useTranslation()
  const [{ opinion, to, direct }, set] = useKept(scope, { opinion: '', to: '', direct: true })
  const [tried, setTried] = useState(false)
  const box = useRef<TextAreaRef>(null)
  if (!step) return null
  const open = step.rounds?.find((r) => r.round === round) ?? step.rounds?.filter((r) => !r.outcome).at(-1)
  const returnable = open?.subject === 'submission' && optionFor(view, 'return', step.key)?.allowed === true
  const reason = opinion.trim()
  const base = { goal: view.goal.id, step: step.key }
  const seen = open ? { round: open.round } : {}
  const reasoned = () => {
    if (reason) return true
    setTried(true)
    box.current?.focus()
    return false
  }
  const decide = (agree: boolean) => {
    if (agree || reasoned()) send({ ...base, command: 'decide', body: { agree, reason, ...seen } })
  }
  const back = () => {
    const where = to ? { to, direct: false } : { direct }
    if (reasoned()) send({ ...base, command: 'return', body: { reason, ...where, ...seen } })
  }
  return (
    <div className={compact ? 'form form-compact' : 'form'}>
      <Field
        label={t('form.decide.opinion')}
        hint={t('form.decide.opinionHint')}
        error={fieldError(error, '/reason') ?? (tried && !reason ? t('form.decide.reasonNeeded') : undefined)}
      >
        <Input.TextArea
          ref={box}
          autoSize={compact ? { minRows: 1, maxRows: 1 } : { minRows: 2, maxRows: 8 }}
          placeholder={compact ? t('form.decide.opinion') : undefined}
          maxLength={4000}
          value={opinion}
          onChange={(e) => set({ opinion: e.target.value })}
        />
      </Field>
      {returnable && !compact ? <ReturnTo view={view} step={step} to={to} direct={direct} onChange={set} /> : null}
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

interface ReturnProps {
  view: FormProps['view']
  step: NonNullable<FormProps['step']>
  to: string
  direct: boolean
  onChange: (part: { to?: string; direct?: boolean }) => void
}

/** To whom a step goes back, and where it comes in again. */
function ReturnTo({ view, step, to, direct, onChange }: ReturnProps) {
  const { t } = useTranslation()
  const earlier = (view.goal.steps ?? []).filter((s) => reaches(view, s.key, step.key))
  return (
    <div className="row">
      {earlier.length > 0 ? (
        <Field label={t('form.decide.returnTo')}>
          <Select
            value={to}
            onChange={(to) => onChange({ to })}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: t('form.decide.submitter') },
              ...earlier.map((s) => ({ value: s.key, label: s.title })),
            ]}
          />
        </Field>
      ) : null}
      {to === '' ? (
        <Checkbox checked={direct} onChange={(e) => onChange({ direct: e.target.checked })}>
          {t('form.decide.direct')}
        </Checkbox>
      ) : null}
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
