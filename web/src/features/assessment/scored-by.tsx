import { Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'
import { useNames } from '@/work/office'
import { PickRefs } from '@/work/pick-ref'
import { equally, type Indicator, newRule } from './cycle-edit'
import { Milli } from './milli'
import { toThousandths } from './points'
import { RuleFields, useFactOptions } from './rule-fields'

interface Props {
  value: Indicator
  set: (part: Partial<Indicator>) => void
}

/** How an indicator gets its points: from facts by rules, or from people. */
export function ScoredBy({ value, set }: Props) {
  const { t } = useTranslation()
  const people = value.scorers !== undefined
  const choose = (by: string) =>
    set(
      by === 'people'
        ? { scorers: [], rules: undefined, base: undefined }
        : {
            rules: [newRule([], 'on-time')],
            scorers: undefined,
            blind: undefined,
            spread: undefined,
            about: undefined,
          },
    )
  return (
    <>
      <Field label={t('make.by')}>
        <Select
          value={people ? 'people' : 'facts'}
          onChange={choose}
          options={(['facts', 'people'] as const).map((v) => ({ value: v, label: t(`make.bys.${v}`) }))}
        />
      </Field>
      {people ? (
        <Scorers value={value} set={set} />
      ) : (
        <RuleFields rules={value.rules ?? []} onChange={(rules) => set({ rules })} />
      )}
    </>
  )
}

function Scorers({ value, set }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const facts = useFactOptions()
  const scorers = value.scorers ?? []
  return (
    <>
      <Field label={t('make.scorers')} hint={t('make.scorersHint')}>
        <PickRefs
          value={scorers.map((s) => s.who)}
          onChange={(refs) => set({ scorers: equally(refs) })}
          people={t('form.people')}
        />
      </Field>
      {scorers.map((s) => (
        <div key={s.who} className="row">
          <span>{names.full(s.who)}</span>
          <InputNumber
            aria-label={t('make.shareOf', { name: names.full(s.who) })}
            suffix="%"
            min={0}
            max={100}
            value={s.weight / 1000}
            onChange={(n) =>
              n !== null &&
              set({ scorers: scorers.map((o) => (o.who === s.who ? { ...o, weight: toThousandths(n) } : o)) })
            }
          />
        </div>
      ))}
      <Checkbox checked={value.blind ?? false} onChange={(e) => set({ blind: e.target.checked || undefined })}>
        {t('make.blind')}
      </Checkbox>
      <Milli
        label={t('make.spread')}
        hint={t('make.spreadHint')}
        optional
        min={0}
        value={value.spread}
        onChange={(spread) => set({ spread })}
      />
      <Field label={t('make.about')} hint={t('make.aboutHint')} optional>
        <Select
          mode="multiple"
          value={value.about ?? []}
          onChange={(about) => set({ about: about.length > 0 ? about : undefined })}
          options={facts}
        />
      </Field>
    </>
  )
}
