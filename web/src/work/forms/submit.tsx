import { PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { NumberField } from '@/ui/number-field'
import { numbersRight } from '@/ui/numbers'
import { ProblemView } from '@/ui/states'
import { useDraft } from '../draft'
import { useUploads } from '../evidence/uploads'
import { ReportFacts } from '../facts'
import { askedOf, useFigureName } from '../figures'
import { HazardBrief } from '../hazard-brief'
import { useNames } from '../office'
import { sayTarget } from '../quantity'
import { Returned } from '../returned'
import { useMe } from '../session'
import { clockOf } from '../time'
import { Figures } from './figures'
import { Lacking } from './lacking'
import type { FormProps } from './sheet'
import { Slots, Underway, unready } from './slots'
import { contentOf, type Draft, type Lack, lackOf, type Slot, startOf, unchanged } from './submission'

export function SubmitForm(props: FormProps) {
  return props.step ? <Filled {...props} step={props.step} /> : null
}

function Filled({ view, step, send, sending, error }: FormProps & { step: Noun['Step'] }) {
  const { t } = useTranslation()
  const me = useMe()
  const scope = `submit/${me.user.id}/${view.goal.id}/${step.key}/${step.round}`
  const start = useMemo(() => startOf(step), [step])
  const draft = useDraft<Draft>(scope, start)
  const value: Draft = draft.value.slots ? draft.value : start // a draft of an older page has no slots
  const entries = useUploads(scope)
  const box = useRef<HTMLFormElement>(null)
  const hazard = view.goal.hazards?.find((h) => h.key === step.hazard)
  const required = step.evidence?.length ?? 0
  const asked = askedOf(view, step)
  const { content, from } = contentOf(value, step, asked, entries)
  const change = (part: Partial<Draft>) => draft.change({ ...value, ...part })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!numbersRight(box.current)) return
    send({ goal: view.goal.id, step: step.key, command: 'submit', body: { round: step.round, content } })
  }
  const lacking = useLacking(lackOf(value, step, asked, entries))
  return (
    <form ref={box} className="form" onSubmit={submit}>
      {step.last && step.status === 'returned' ? <Returned opinion={step.last} /> : null}
      {step.kind === 'rectification' && hazard ? <HazardBrief hazard={hazard} /> : null}
      {step.kind === 'report' ? <ReportFacts goal={view.goal} /> : null}
      <Field
        label={t('form.submit.note')}
        optional={required > 0}
        hint={t('form.submit.noteHint')}
        error={fieldError(error, '/content/note')}
      >
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 12 }}
          maxLength={4000}
          value={value.note}
          onChange={(e) => change({ note: e.target.value })}
        />
      </Field>
      {step.target ? <Quantity step={step} value={value} change={change} error={error} /> : null}
      <Figures asked={asked} value={value.figures} change={(figures) => change({ figures })} error={error} />
      <Slots
        goal={view.goal.id}
        scope={scope}
        slots={value.slots}
        required={required}
        entries={entries}
        error={error}
        from={from}
        onChange={(slots) => change({ slots })}
      />
      <div>
        <Button icon={<PlusOutlined />} onClick={() => change({ slots: [...value.slots, newSlot(value.slots)] })}>
          {t('form.submit.evidenceMore')}
        </Button>
      </div>
      <Next step={step} at={draft.at} />
      <Underway entries={entries} />
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <Lacking names={lacking} />
      {unchanged(value, step, asked, entries) ? (
        <p className="warn-bar" role="status">
          {t('form.submit.unchanged')}
        </p>
      ) : null}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={lacking.length > 0 || unready(entries)}>
          {t('form.submit.send')}
        </Button>
      </div>
    </form>
  )
}

/** What keeps a submission back, in the words of its fields; empty when nothing does. */
function useLacking(lack: Lack): string[] {
  const { t } = useTranslation()
  const figure = useFigureName()
  return [
    ...lack.evidence,
    ...(lack.quantity ? [t('form.submit.quantity')] : []),
    ...lack.figures.map(figure),
    ...(lack.anything ? [t('form.submit.noteOrEvidence')] : []),
  ]
}

function newSlot(slots: Slot[]): Slot {
  const taken = slots.map((s) => Number(/^more-(\d+)$/.exec(s.key)?.[1] ?? 0))
  return { key: `more-${Math.max(slots.length, ...taken) + 1}`, name: '', text: '', kept: [] }
}

interface QuantityProps {
  step: Noun['Step']
  value: Draft
  change: (part: Partial<Draft>) => void
  error: unknown
}

function Quantity({ step, value, change, error }: QuantityProps) {
  const { t } = useTranslation()
  if (!step.target) return null
  const { unit } = step.target
  return (
    <>
      <NumberField
        label={`${t('form.submit.quantity')} (${unit})`}
        hint={t('form.submit.quantityHint', {
          target: sayTarget(step.target),
          total: sayTarget({ milli: step.total ?? 0, unit }),
        })}
        error={fieldError(error, '/content/quantity')}
        min={0}
        decimals={3}
        value={value.quantity}
        onChange={(n) => change({ quantity: n })}
      />
      <div>
        <Checkbox checked={value.partial} onChange={(e) => change({ partial: e.target.checked })}>
          {t('form.submit.partial')}
        </Checkbox>
        <p className="hint">{t('form.submit.partialHint')}</p>
      </div>
    </>
  )
}

/** Whether the draft is safe, and who has it after it was sent. */
function Next({ step, at }: { step: Noun['Step']; at: number | undefined }) {
  const { t } = useTranslation()
  const names = useNames()
  const first = step.stages?.find((s) => s.key === step.resume_at) ?? step.stages?.[0]
  return (
    <p className="hint" role="status">
      {at ? t('form.submit.draft', { at: clockOf(at) }) : t('form.submit.noDraft')}
      {first
        ? ` ${t('form.submit.next', { who: (first.signers ?? []).map((r) => names.full(r)).join(t('say.comma')) })}`
        : ''}
      {step.resume_at ? ` ${t('form.submit.direct')}` : ''}
    </p>
  )
}
