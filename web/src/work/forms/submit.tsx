import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useDraft } from '../draft'
import { useNames } from '../office'
import { fromMilli, sayTarget, toMilli } from '../quantity'
import { Returned } from '../returned'
import { useMe } from '../session'
import { clockOf } from '../time'
import type { FormProps } from './sheet'

interface Content {
  note: string
  quantity: number | null
  evidence: { name: string; text: string }[]
}

/** Starts from what was handed in last time, when it came back: nobody types it twice. */
function before(step: Noun['Step']): Content {
  const last = step.rounds?.filter((r) => r.subject === 'submission').at(-1)?.content
  const required = step.evidence ?? []
  const given = last?.evidence ?? []
  const evidence = [
    ...required.map((name) => ({ name, text: given.find((e) => e.name === name)?.text ?? '' })),
    ...given.filter((e) => !required.includes(e.name)).map((e) => ({ name: e.name, text: e.text ?? '' })),
  ]
  return { note: last?.note ?? '', quantity: last?.quantity ? fromMilli(last.quantity.milli) : null, evidence }
}

export function SubmitForm({ view, step, send, sending, error }: FormProps) {
  if (!step) return null
  return <Filled view={view} step={step} send={send} sending={sending} error={error} />
}

function Filled({ view, step, send, sending, error }: FormProps & { step: Noun['Step'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const me = useMe()
  const draft = useDraft<Content>(`submit/${me.user.id}/${view.goal.id}/${step.key}/${step.round}`, before(step))
  const { value, change } = draft
  const required = step.evidence ?? []
  const setEvidence = (i: number, part: Partial<{ name: string; text: string }>) =>
    change({ ...value, evidence: value.evidence.map((e, n) => (n === i ? { ...e, ...part } : e)) })

  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const content: Noun['SubmissionInput'] = {
      note: value.note.trim(),
      evidence: value.evidence
        .filter((e) => e.name.trim() && e.text.trim())
        .map((e) => ({ name: e.name.trim(), text: e.text.trim() })),
    }
    if (step.target && value.quantity !== null) {
      content.quantity = { milli: toMilli(value.quantity), unit: step.target.unit }
    }
    send({ goal: view.goal.id, step: step.key, command: 'submit', body: { round: step.round, content } })
  }
  const missing =
    required.some((name) => !value.evidence.some((e) => e.name === name && e.text.trim())) ||
    (step.target !== undefined && value.quantity === null)
  const first = step.stages?.find((s) => s.key === step.resume_at) ?? step.stages?.[0]
  const wrong = (i: number) =>
    fieldError(error, `/content/evidence/${i}/text`) ?? fieldError(error, `/content/evidence/${i}/name`)

  return (
    <form className="form" onSubmit={submit}>
      {step.last && step.status === 'returned' ? <Returned opinion={step.last} /> : null}
      <Field label={t('form.submit.note')} hint={t('form.submit.noteHint')} error={fieldError(error, '/content/note')}>
        <Input.TextArea
          autoSize={{ minRows: 4, maxRows: 12 }}
          maxLength={4000}
          value={value.note}
          onChange={(e) => change({ ...value, note: e.target.value })}
        />
      </Field>
      {step.target ? (
        <Field
          label={`${t('form.submit.quantity')} (${step.target.unit})`}
          hint={t('form.submit.quantityHint', {
            target: sayTarget(step.target),
            total: sayTarget({ milli: step.total ?? 0, unit: step.target.unit }),
          })}
          error={fieldError(error, '/content/quantity')}
        >
          <InputNumber
            min={0}
            precision={undefined}
            inputMode="decimal"
            value={value.quantity}
            onChange={(n) => change({ ...value, quantity: n })}
          />
        </Field>
      ) : null}
      {value.evidence.map((e, i) =>
        i < required.length ? (
          <Field
            key={e.name}
            label={`${t('form.submit.evidence')}：${e.name}`}
            hint={t('form.submit.evidenceHint')}
            error={wrong(i)}
          >
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={e.text}
              onChange={(event) => setEvidence(i, { text: event.target.value })}
            />
          </Field>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only added at the end
          <div className="stack" key={i}>
            <Field label={t('form.submit.evidenceName')} error={wrong(i)}>
              <Input
                maxLength={200}
                value={e.name}
                onChange={(event) => setEvidence(i, { name: event.target.value })}
              />
            </Field>
            <Field label={t('form.submit.evidenceText')}>
              <Input.TextArea
                autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={4000}
                value={e.text}
                onChange={(event) => setEvidence(i, { text: event.target.value })}
              />
            </Field>
          </div>
        ),
      )}
      <div>
        <Button
          icon={<PlusOutlined />}
          onClick={() => change({ ...value, evidence: [...value.evidence, { name: '', text: '' }] })}
        >
          {t('form.submit.evidenceMore')}
        </Button>
      </div>
      <p className="hint" role="status">
        {draft.at ? t('form.submit.draft', { at: clockOf(draft.at) }) : t('form.submit.noDraft')}
        {first ? ` ${t('form.submit.next', { who: (first.signers ?? []).map((r) => names.full(r)).join('、') })}` : ''}
        {step.resume_at ? ` ${t('form.submit.direct')}` : ''}
      </p>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={missing}>
          {t('form.submit.send')}
        </Button>
      </div>
    </form>
  )
}
