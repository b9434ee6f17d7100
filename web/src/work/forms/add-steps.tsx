import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import { PickRef } from '../pick-ref'
import { addDays, dayOf, sayOutside } from '../time'
import type { FormProps } from './sheet'

interface NewStep {
  title: string
  lead: string
  by: string
}

const blank: NewStep = { title: '', lead: '', by: '' }

/** 补充步骤: steps for a running goal, by themselves or to answer an instruction. */
export function AddStepsForm({ view, send, scope, sending, error }: FormProps) {
  const { t } = useTranslation()
  const open = (view.goal.instructions ?? []).filter((i) => i.asks && !i.steps?.length && !i.goal)
  const [{ instruction, steps, reason }, change] = useKept(scope, {
    instruction: open[0]?.seq ?? 0,
    steps: [blank],
    reason: '',
  })
  const setSteps = (steps: NewStep[]) => change({ steps })
  const set = (i: number, part: Partial<NewStep>) => setSteps(steps.map((s, n) => (n === i ? { ...s, ...part } : s)))
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const body: Noun['AddStepsCommand'] = {
      steps: steps.map((s) => ({ title: s.title.trim(), lead: s.lead, by: s.by, kind: 'work' })),
      ...(instruction ? { instruction } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    }
    send({ goal: view.goal.id, command: 'add-steps', body })
  }
  const first = addDays(dayOf(Date.now()), 1)
  const complete = steps.every((s) => s.title.trim() && s.lead && s.by && !sayOutside(s.by, first))
  return (
    <form className="form" noValidate onSubmit={submit}>
      <p className="hint">{t('form.addSteps.hint')}</p>
      {open.length > 0 ? (
        <Field label={t('form.addSteps.instruction')} error={fieldError(error, '/instruction')}>
          <Select
            value={instruction}
            onChange={(instruction) => change({ instruction })}
            options={[
              ...open.map((i) => ({ value: i.seq, label: `${i.by.name}${t('say.colon')}${i.text}` })),
              { value: 0, label: t('form.addSteps.noInstruction') },
            ]}
          />
        </Field>
      ) : null}
      {steps.map((s, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: every field is told its value
        <fieldset className="slot" key={i}>
          <legend>{t('form.addSteps.step', { n: i + 1 })}</legend>
          <Field label={t('form.addSteps.title')} error={fieldError(error, `/steps/${i}/title`)}>
            <Input maxLength={200} value={s.title} onChange={(e) => set(i, { title: e.target.value })} />
          </Field>
          <Field label={t('goal.lead')} error={fieldError(error, `/steps/${i}/lead`)}>
            <PickRef
              value={s.lead}
              onChange={(lead) => set(i, { lead })}
              people={t('form.people')}
              placeholder={t('do.choose')}
            />
          </Field>
          <Field label={t('goal.due')} error={sayOutside(s.by, first) ?? fieldError(error, `/steps/${i}/by`)}>
            <DayInput value={s.by} onChange={(by) => set(i, { by })} min={first} />
          </Field>
          {steps.length > 1 ? (
            <div>
              <Button
                icon={<DeleteOutlined />}
                aria-label={`${t('do.remove')} ${t('form.addSteps.step', { n: i + 1 })}`}
                onClick={() => setSteps(steps.filter((_, n) => n !== i))}
              >
                {t('do.remove')}
              </Button>
            </div>
          ) : null}
        </fieldset>
      ))}
      <div>
        <Button icon={<PlusOutlined />} onClick={() => setSteps([...steps, blank])}>
          {t('form.addSteps.more')}
        </Button>
      </div>
      <Field label={t('form.seat.note')} optional error={fieldError(error, '/reason')}>
        <Input.TextArea rows={2} maxLength={4000} value={reason} onChange={(e) => change({ reason: e.target.value })} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={!complete}>
          {t('command.add-steps')}
        </Button>
      </div>
    </form>
  )
}
