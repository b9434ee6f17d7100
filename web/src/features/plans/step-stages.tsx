import { ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Bounded } from '@/ui/bounded'
import { fieldId } from '@/ui/field-place'
import { PickRefs } from '@/work/pick-ref'
import { fromMilli, mostQuantity, toMilli } from '@/work/quantity'
import { moved, replaceAt, type Step } from './model'

type Stage = NonNullable<Step['stages']>[number]

interface Props {
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

/** 审批环节: who signs by which rule, what a refusal means, and on what the stage depends. */
export function StepStages({ step, at, set }: Props) {
  const { t } = useTranslation()
  const stages = step.stages ?? []
  const put = (next: Stage[]) => set({ stages: next })
  const add = () => {
    const key = `stage-${stages.length + 1}-${Math.random().toString(36).slice(2, 6)}`
    put([...stages, { key, name: '', rule: 'any', signers: [] }])
  }
  return (
    <div className="stack" id={fieldId(`${at}/stages`)} tabIndex={-1}>
      <span className="soft">{t('plans.stages')}</span>
      {stages.map((stage, i) => (
        <Row
          key={stage.key ?? i}
          stage={stage}
          at={`${at}/stages/${i}`}
          onStage={(part) => put(replaceAt(stages, i, { ...stage, ...part }))}
          onUp={i > 0 ? () => put(moved(stages, i, -1)) : undefined}
          onRemove={() => put(stages.filter((_, n) => n !== i))}
        />
      ))}
      <div>
        <Button size="small" onClick={add}>
          {t('plans.addStage')}
        </Button>
      </div>
    </div>
  )
}

interface RowProps {
  stage: Stage
  at: string
  onStage: (part: Partial<Stage>) => void
  onUp?: () => void
  onRemove: () => void
}

function Row({ stage, at, onStage, onUp, onRemove }: RowProps) {
  const { t } = useTranslation()
  const id = (name: string) => fieldId(`${at}/${name}`)
  const many = stage.rule === 'all' || stage.rule === 'ratio'
  return (
    <div className="stage-box">
      <div className="row stage-row">
        <Input
          id={id('name')}
          aria-label={t('plans.stage')}
          placeholder={t('plans.stage')}
          maxLength={200}
          value={stage.name}
          onChange={(e) => onStage({ name: e.target.value })}
        />
        <Select
          id={id('rule')}
          aria-label={t('plans.rule')}
          value={stage.rule ?? 'any'}
          onChange={(rule) => onStage({ rule, ratio: rule === 'ratio' ? (stage.ratio ?? 50) : undefined })}
          popupMatchSelectWidth={false}
          options={(['any', 'all', 'sequential', 'ratio'] as const).map((r) => ({
            value: r,
            label: `${t(`rule.${r}`)} · ${t(`define.ruleMeans.${r}`)}`,
          }))}
          labelRender={({ value }) => t(`rule.${value as 'any'}`)}
        />
        <span className="stage-signers">
          <PickRefs
            id={id('signers')}
            aria-label={t('plans.signers')}
            placeholder={t('define.noSigners')}
            people={t('form.people')}
            value={stage.signers ?? []}
            onChange={(signers) => onStage({ signers })}
          />
        </span>
        <Button
          size="small"
          aria-label={t('plans.up')}
          icon={<ArrowUpOutlined />}
          disabled={!onUp}
          onClick={() => onUp?.()}
        />
        <Button size="small" aria-label={t('plans.drop')} icon={<DeleteOutlined />} onClick={onRemove} />
      </div>
      <div className="row stage-more">
        {stage.rule === 'ratio' ? (
          <InputNumber
            id={id('ratio')}
            aria-label={t('define.ratio')}
            prefix={t('define.ratio')}
            suffix="%"
            min={1}
            max={100}
            value={stage.ratio}
            onChange={(ratio) => onStage({ ratio: ratio ?? undefined })}
          />
        ) : null}
        {many ? (
          <Select
            id={id('on_reject')}
            aria-label={t('define.onReject')}
            value={stage.on_reject ?? 'veto'}
            onChange={(on_reject) => onStage({ on_reject })}
            popupMatchSelectWidth={false}
            options={(['veto', 'count'] as const).map((r) => ({ value: r, label: t(`define.reject.${r}`) }))}
          />
        ) : null}
        <When stage={stage} at={at} onStage={onStage} />
      </div>
    </div>
  )
}

const figures = ['quantity', 'amount', 'area_ha', 'level'] as const
const operators = ['>', '>=', '<', '<=', '=', '!='] as const

/** A stage that only some submissions pass, by a figure that is handed in with them. */
function When({ stage, at, onStage }: Pick<RowProps, 'stage' | 'at' | 'onStage'>) {
  const { t } = useTranslation()
  const { when } = stage
  const set = (part: Partial<NonNullable<Stage['when']>>) => onStage({ when: { ...when, ...part } })
  const name = (field: string) =>
    (figures as readonly string[]).includes(field) ? t(`figure.${field as 'amount'}`) : field
  const known = [...new Set([...figures, ...(when?.field ? [when.field] : [])])]
  const word = when?.field === 'level'
  return (
    <>
      <Select
        id={fieldId(`${at}/when`)}
        aria-label={t('define.when')}
        value={when?.field ?? ''}
        onChange={(field) =>
          onStage({
            when: !field ? undefined : field === 'level' ? { field, op: '=', text: '' } : { field, op: '>', milli: 0 },
          })
        }
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t('define.always') },
          ...known.map((f) => ({ value: f, label: t('define.only', { figure: name(f) }) })),
        ]}
      />
      {when ? (
        <Select
          aria-label={t('define.op')}
          value={when.op}
          onChange={(op) => set({ op })}
          options={(word ? (['=', '!='] as const) : operators).map((op) => ({
            value: op,
            label: t(`define.ops.${op}`),
          }))}
          popupMatchSelectWidth={false}
        />
      ) : null}
      {when && word ? (
        <Input
          className="stage-word"
          aria-label={t('define.value')}
          placeholder={t('define.levelHint')}
          maxLength={60}
          value={when.text}
          onChange={(e) => set({ text: e.target.value })}
        />
      ) : null}
      {when && !word ? (
        <Bounded
          aria-label={t('define.value')}
          min={0}
          max={mostQuantity}
          value={fromMilli(when.milli ?? 0)}
          onChange={(n) => set({ milli: toMilli(n ?? 0) })}
        />
      ) : null}
    </>
  )
}
