import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'
import { type Extra, freshKey } from './cycle-edit'
import { Milli } from './milli'
import { ScoredBy } from './scored-by'

interface Props {
  extras: Extra[]
  onChange: (extras: Extra[]) => void
}

/** What is added to a total and taken away from it, beside its parts. */
export function Extras({ extras, onChange }: Props) {
  const { t } = useTranslation()
  const put = (key: string, by: Extra | null) => onChange(extras.flatMap((x) => (x.key !== key ? [x] : by ? [by] : [])))
  const add = (effect: Extra['effect']) => {
    const key = freshKey(
      'x',
      extras.map((x) => x.key),
    )
    const points = effect === 'bonus' ? 1000 : -1000
    onChange([
      ...extras,
      { key, title: '', effect, rules: [{ key: 'r1', title: '', fact: 'case', op: 'each', points }] },
    ])
  }
  return (
    <fieldset className="plain-set">
      <legend>{t('make.extras')}</legend>
      {extras.map((x) => (
        <details key={x.key} className="rule-set" open={x.title === '' ? true : undefined}>
          <summary>
            {t(`cycle.effects.${x.effect}`)} {x.title}
          </summary>
          <ExtraFields extra={x} onChange={(by) => put(x.key, by)} />
          <Button size="small" icon={<DeleteOutlined />} onClick={() => put(x.key, null)}>
            {t('make.removeExtra', { name: x.title })}
          </Button>
        </details>
      ))}
      <div className="row">
        <Button size="small" icon={<PlusOutlined />} onClick={() => add('bonus')}>
          {t('make.addBonus')}
        </Button>
        <Button size="small" icon={<PlusOutlined />} onClick={() => add('deduction')}>
          {t('make.addDeduction')}
        </Button>
      </div>
    </fieldset>
  )
}

function ExtraFields({ extra, onChange }: { extra: Extra; onChange: (extra: Extra) => void }) {
  const { t } = useTranslation()
  // The points of a bonus add, those of a deduction take away: changing sides turns them.
  const turn = (effect: Extra['effect']) =>
    onChange({
      ...extra,
      effect,
      rules: extra.rules?.map((r) => ({
        ...r,
        points: r.points === undefined ? undefined : Math.abs(r.points) * (effect === 'bonus' ? 1 : -1),
      })),
    })
  return (
    <>
      <Field label={t('make.extraTitle')}>
        <Input maxLength={200} value={extra.title} onChange={(e) => onChange({ ...extra, title: e.target.value })} />
      </Field>
      <div className="cycle-fields">
        <Field label={t('make.effect')}>
          <Select
            value={extra.effect}
            onChange={turn}
            options={(['bonus', 'deduction'] as const).map((v) => ({ value: v, label: t(`cycle.effects.${v}`) }))}
          />
        </Field>
        <Milli
          label={t('make.extraMost')}
          optional
          min={0}
          value={extra.max}
          onChange={(max) => onChange({ ...extra, max })}
        />
      </div>
      <ScoredBy value={extra} set={(part) => onChange({ ...extra, ...part })} />
    </>
  )
}
