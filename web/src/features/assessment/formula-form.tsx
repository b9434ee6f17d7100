import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { type Cycle, type Formula, freshKey, restOf } from './cycle-edit'
import { Extras } from './formula-extras'
import { Vetoes } from './formula-vetoes'
import { Milli } from './milli'
import { sayPercent } from './points'

type Part = Noun['AssessPart']

interface Props {
  cycle: Cycle
  formula: Formula
  onOk: (formula: Formula) => void
  onClose: () => void
}

/** How a total is made: parts with weights, what is added and taken away beside them, and what fails everything. */
export function FormulaForm({ cycle, formula, onOk, onClose }: Props) {
  const { t } = useTranslation()
  const [value, setValue] = useState(formula)
  const set = (part: Partial<Formula>) => setValue({ ...value, ...part })
  return (
    <FormModal
      title={formula.title ? `${t('cycle.formula')} · ${formula.title}` : t('make.addFormula')}
      ok={t('make.take')}
      width={760}
      disabled={value.title.trim() === ''}
      sending={false}
      error={null}
      asks={value !== formula}
      onOk={() => onOk({ ...value, title: value.title.trim() })}
      onClose={onClose}
    >
      <Field label={t('make.formulaTitle')}>
        <Input maxLength={200} value={value.title} onChange={(e) => set({ title: e.target.value })} />
      </Field>
      <Parts cycle={cycle} parts={value.parts} onChange={(parts) => set({ parts })} />
      <Extras extras={value.extras ?? []} onChange={(extras) => set({ extras })} />
      <div className="cycle-fields">
        <Milli
          label={t('make.bonusCap')}
          optional
          min={0}
          value={value.bonus_cap}
          onChange={(bonus_cap) => set({ bonus_cap })}
        />
        <Milli
          label={t('make.deductionCap')}
          optional
          min={0}
          value={value.deduction_cap}
          onChange={(deduction_cap) => set({ deduction_cap })}
        />
      </div>
      <Vetoes vetoes={value.vetoes ?? []} onChange={(vetoes) => set({ vetoes })} />
    </FormModal>
  )
}

function Parts({ cycle, parts, onChange }: { cycle: Cycle; parts: Part[]; onChange: (parts: Part[]) => void }) {
  const { t } = useTranslation()
  const rest = restOf(parts.map((p) => p.weight))
  const add = () =>
    onChange([
      ...parts,
      {
        key: freshKey(
          'p',
          parts.map((p) => p.key),
        ),
        title: '',
        weight: rest,
      },
    ])
  return (
    <fieldset className="plain-set">
      <legend>{t('make.parts')}</legend>
      <p className="hint">{t('make.partsHint', { rest: sayPercent(rest) })}</p>
      {parts.map((p, i) => (
        <PartRow
          key={p.key}
          cycle={cycle}
          part={p}
          n={i + 1}
          onChange={(part) => onChange(parts.flatMap((o) => (o.key !== p.key ? [o] : part ? [part] : [])))}
        />
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {t('make.addPart')}
        </Button>
      </div>
    </fieldset>
  )
}

const means = ['month', 'quarter', 'year'] as const

interface PartProps {
  cycle: Cycle
  part: Part
  n: number
  onChange: (part: Part | null) => void
}

function PartRow({ cycle, part, n, onChange }: PartProps) {
  const { t } = useTranslation()
  const from = part.mean ? `mean:${part.mean}` : part.sheet
  const choose = (value: string) => {
    const mean = means.find((m) => value === `mean:${m}`)
    const title =
      part.title || (mean ? t(`make.means.${mean}`) : (cycle.sheets.find((s) => s.key === value)?.title ?? ''))
    const { sheet: _sheet, mean: _mean, expect: _expect, ...rest } = part
    onChange({ ...rest, title, ...(mean ? { mean } : { sheet: value }) })
  }
  return (
    <div className="row part-row">
      <Select
        aria-label={t('make.partFromN', { n })}
        placeholder={t('make.partFrom')}
        value={from}
        onChange={choose}
        popupMatchSelectWidth={false}
        options={[
          ...cycle.sheets.map((s) => ({ value: s.key, label: s.title })),
          ...means.map((m) => ({ value: `mean:${m}`, label: t(`make.means.${m}`) })),
        ]}
      />
      <Input
        aria-label={t('make.partTitleN', { n })}
        placeholder={t('make.partTitle')}
        maxLength={200}
        value={part.title}
        onChange={(e) => onChange({ ...part, title: e.target.value })}
      />
      <InputNumber
        aria-label={t('make.partWeightN', { n })}
        suffix="%"
        min={0}
        max={100}
        value={part.weight / 1000}
        onChange={(w) => w !== null && onChange({ ...part, weight: Math.round(w * 1000) })}
      />
      {part.mean ? (
        <InputNumber
          aria-label={t('make.expect')}
          prefix={t('make.expect')}
          min={0}
          max={366}
          value={part.expect ?? null}
          onChange={(expect) => onChange({ ...part, expect: expect ?? undefined })}
        />
      ) : null}
      <Button
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('make.removePartN', { n })}
        onClick={() => onChange(null)}
      />
    </div>
  )
}
