import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { NumberInput } from '@/ui/number-field'
import { dayOf } from '@/work/time'
import { useTyped } from '@/work/typed'

type Choice = Noun['PeriodChoice']

/** The period of a cycle: a year, a quarter or a month. */
export function PickPeriod({ value, onChange }: { value: Choice; onChange: (p: Choice) => void }) {
  const { t } = useTranslation()
  const most = value.kind === 'quarter' ? 4 : 12
  return (
    <div className="row">
      <Select
        aria-label={t('cycle.periodKind')}
        value={value.kind}
        onChange={(kind) => onChange({ year: value.year, kind, ...(kind === 'year' ? {} : { n: 1 }) })}
        options={(['year', 'quarter', 'month'] as const).map((kind) => ({
          value: kind,
          label: t(`cycle.kinds.${kind}`),
        }))}
      />
      <NumberInput
        aria-label={t('cycle.year')}
        needed
        min={2000}
        max={2100}
        value={value.year}
        onChange={(year) => onChange({ ...value, year })}
      />
      {value.kind === 'year' ? null : (
        <Select
          aria-label={t(`cycle.kinds.${value.kind}`)}
          value={value.n ?? 1}
          onChange={(n) => onChange({ ...value, n })}
          options={Array.from({ length: most }, (_, i) => ({ value: i + 1, label: String(i + 1) }))}
        />
      )}
    </div>
  )
}

interface Props {
  cycles: Noun['CycleDraft'][]
  onClose: () => void
  onMade: (id: string) => void
}

/** Starts a cycle: from last year's, or from the defaults. */
export function NewCycle({ cycles, onClose, onMade }: Props) {
  const { t } = useTranslation()
  const year = Number(dayOf(Date.now()).slice(0, 4))
  const form = useTyped('cycle/new', {
    title: t('cycle.usualTitle', { year }),
    period: { kind: 'year', year } as Choice,
    copy: cycles[0]?.id ?? '',
  })
  const { title, period, copy } = form.value
  const make = useCommand<Noun['NewCycle'], Noun['CycleView']>({
    send: (body, key) => answer(api.POST('/api/v1/cycles', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.assessment()],
    done: (view) => onMade(view.draft.id),
    form,
  })
  const send = () => make.mutate({ title: title.trim(), period, ...(copy ? { copy } : {}) })
  return (
    <FormModal
      title={t('cycle.add')}
      disabled={title.trim() === ''}
      sending={make.isPending}
      error={make.error}
      kept={form.kept}
      onOk={send}
      onClose={onClose}
    >
      <Field label={t('cycle.name')} error={fieldError(make.error, '/title')}>
        <Input maxLength={200} value={title} onChange={(e) => form.set({ title: e.target.value })} />
      </Field>
      <fieldset className="plain-set">
        <legend>{t('cycle.period')}</legend>
        <PickPeriod value={period} onChange={(v) => form.set({ period: v })} />
      </fieldset>
      <Field label={t('cycle.copy')} hint={t('cycle.copyHint')} optional>
        <Select
          value={copy}
          onChange={(v) => form.set({ copy: v })}
          options={[
            { value: '', label: t('cycle.copyNone') },
            ...cycles.map((c) => ({ value: c.id, label: `${c.title} ${c.period}` })),
          ]}
        />
      </Field>
    </FormModal>
  )
}
