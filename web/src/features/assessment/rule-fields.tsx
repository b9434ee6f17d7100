import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { zh } from '@/i18n/texts/assess-words'
import { Field } from '@/ui/field'
import { newRule, type Rule } from './cycle-edit'
import { Milli } from './milli'
import { toThousandths } from './points'

const ops = ['share', 'each', 'bands', 'once'] as const
const kinds = Object.keys(zh.factKind).filter((k) => k !== 'period-score') as Rule['fact'][]

/** The kinds of fact to choose from. */
export function useFactOptions() {
  const { t } = useTranslation()
  return kinds.map((value) => ({ value, label: t(`factKind.${value}`) }))
}

interface Props {
  rules: Rule[]
  onChange: (rules: Rule[]) => void
}

/** Rules that make points of facts. */
export function RuleFields({ rules, onChange }: Props) {
  const { t } = useTranslation()
  const put = (i: number, rule: Rule | null) => onChange(rules.flatMap((r, j) => (j !== i ? [r] : rule ? [rule] : [])))
  return (
    <div className="stack">
      {rules.map((r, i) => (
        <fieldset key={r.key} className="plain-set rule-set">
          <legend>{t('make.ruleN', { n: i + 1 })}</legend>
          <RuleField rule={r} onChange={(rule) => put(i, rule)} />
          <Button
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('make.removeRuleN', { n: i + 1 })}
            onClick={() => put(i, null)}
          >
            {t('make.removeRule')}
          </Button>
        </fieldset>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() =>
            onChange([
              ...rules,
              newRule(
                rules.map((r) => r.key),
                'on-time',
              ),
            ])
          }
        >
          {t('make.addRule')}
        </Button>
      </div>
    </div>
  )
}

function RuleField({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { t } = useTranslation()
  const facts = useFactOptions()
  const set = (part: Partial<Rule>) => onChange({ ...rule, ...part })
  return (
    <>
      <Field label={t('make.ruleTitle')} hint={t('make.ruleTitleHint')}>
        <Input maxLength={200} value={rule.title} onChange={(e) => set({ title: e.target.value })} />
      </Field>
      <div className="cycle-fields">
        <Field label={t('make.fact')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.fact}
            onChange={(fact) => set({ fact })}
            options={facts}
          />
        </Field>
        <Field label={t('make.op')} hint={t(`make.opHint.${rule.op}`)}>
          <Select
            value={rule.op}
            onChange={(op) =>
              set(op === 'bands' ? { op, points: undefined, bands: rule.bands ?? [] } : { op, bands: undefined })
            }
            options={ops.map((value) => ({ value, label: t(`make.ops.${value}`) }))}
          />
        </Field>
        {rule.op === 'bands' ? null : (
          <Milli
            label={t('make.points')}
            hint={t('make.pointsHint')}
            value={rule.points}
            onChange={(points) => set({ points })}
          />
        )}
        <Milli label={t('make.cap')} optional min={0} value={rule.cap} onChange={(cap) => set({ cap })} />
      </div>
      {rule.op === 'bands' ? <Bands bands={rule.bands ?? []} onChange={(bands) => set({ bands })} /> : null}
      <details>
        <summary>{t('make.more')}</summary>
        <MoreOfRule rule={rule} set={set} />
      </details>
    </>
  )
}

function MoreOfRule({ rule, set }: { rule: Rule; set: (part: Partial<Rule>) => void }) {
  const { t } = useTranslation()
  const facts = useFactOptions()
  return (
    <div className="cycle-fields">
      <Field label={t('make.tag')} hint={t('make.tagHint')} optional>
        <Input maxLength={60} value={rule.tag} onChange={(e) => set({ tag: e.target.value || undefined })} />
      </Field>
      <Field label={t('make.scope')}>
        <Select
          value={rule.scope ?? ''}
          onChange={(scope) => set({ scope: scope || undefined })}
          options={[
            { value: '' as const, label: t('make.scopes.own') },
            { value: 'unit' as const, label: t('make.scopes.unit') },
          ]}
        />
      </Field>
      <Milli label={t('make.per')} optional min={0} value={rule.per} onChange={(per) => set({ per })} />
      <Milli label={t('make.free')} optional min={0} value={rule.free} onChange={(free) => set({ free })} />
      <Field label={t('make.count')}>
        <Select
          value={rule.count ?? ''}
          onChange={(count) => set({ count: count || undefined })}
          options={(['', 'started', 'full'] as const).map((value) => ({
            value,
            label: t(`make.counts.${value || 'exact'}`),
          }))}
        />
      </Field>
      <Field label={t('make.twice')} optional>
        <Select allowClear value={rule.twice} onChange={(twice) => set({ twice })} options={facts} />
      </Field>
    </div>
  )
}

type Band = NonNullable<Rule['bands']>[number]

function Bands({ bands, onChange }: { bands: Band[]; onChange: (bands: Band[]) => void }) {
  const { t } = useTranslation()
  const set = (i: number, part: Partial<Band>) => onChange(bands.map((b, j) => (j === i ? { ...b, ...part } : b)))
  return (
    <div className="stack">
      {bands.map((b, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bands have no identity but their place
        <div key={i} className="row">
          <InputNumber
            aria-label={t('make.bandFrom', { n: i + 1 })}
            prefix={t('make.atLeast')}
            suffix="%"
            min={0}
            max={100}
            value={b.from / 1000}
            onChange={(n) => n !== null && set(i, { from: toThousandths(n) })}
          />
          <InputNumber
            aria-label={t('make.bandPoints', { n: i + 1 })}
            prefix={t('make.gets')}
            value={b.points / 1000}
            onChange={(n) => n !== null && set(i, { points: toThousandths(n) })}
          />
          <Button
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('make.removeBand', { n: i + 1 })}
            onClick={() => onChange(bands.filter((_, j) => j !== i))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...bands, { from: 0, points: 0 }])}>
          {t('make.addBand')}
        </Button>
      </div>
    </div>
  )
}
