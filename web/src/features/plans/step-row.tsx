import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { PickRef, PickRefs } from '@/work/pick-ref'
import { fromMilli, toMilli } from '@/work/quantity'
import { fieldId, type Goal, replaceAt, type Step } from './model'

interface Props {
  goal: Goal
  step: Step
  at: string // JSON pointer of the step
  number: number
  onStep: (step: Step) => void
  onMove: (by: number) => void
  onRemove: () => void
}

/** One step of a draft: what, who, by when, after what; the rest behind "more". */
export function StepRow({ goal, step, at, number, onStep, onMove, onRemove }: Props) {
  const { t } = useTranslation()
  const id = (name: string) => fieldId(`${at}/${name}`)
  const set = (part: Partial<Step>) => onStep({ ...step, ...part })
  const others = (goal.steps ?? []).filter((s) => s.key !== step.key)
  return (
    <div className="step-row" id={fieldId(at)} tabIndex={-1}>
      <div className="row step-head">
        <span className="step-number num">{number}</span>
        <Input
          id={id('title')}
          aria-label={t('plans.stepTitle')}
          placeholder={t('plans.stepTitle')}
          maxLength={200}
          value={step.title}
          onChange={(e) => set({ title: e.target.value })}
        />
        <Button size="small" aria-label={t('plans.up')} icon={<ArrowUpOutlined />} onClick={() => onMove(-1)} />
        <Button size="small" aria-label={t('plans.down')} icon={<ArrowDownOutlined />} onClick={() => onMove(1)} />
        <Button size="small" aria-label={t('plans.drop')} icon={<DeleteOutlined />} onClick={onRemove} />
      </div>
      <div className="cells">
        <label className="cell" htmlFor={id('lead')}>
          <span>{t('plans.lead_')}</span>
          <PickRef
            id={id('lead')}
            people={t('form.people')}
            value={step.lead ?? ''}
            onChange={(lead) => set({ lead })}
          />
        </label>
        <When step={step} at={at} set={set} />
        <label className="cell" htmlFor={id('after')}>
          <span>{t('plans.after')}</span>
          <Select
            id={id('after')}
            mode="multiple"
            value={step.after ?? []}
            onChange={(after) => set({ after })}
            options={others.map((s) => ({ value: s.key ?? '', label: s.title || s.key }))}
            popupMatchSelectWidth={false}
          />
        </label>
        <label className="cell cell-small" htmlFor={id('weight')}>
          <span>{t('plans.weight')}</span>
          <InputNumber
            id={id('weight')}
            min={0}
            max={100}
            value={step.weight ?? 0}
            onChange={(n) => set({ weight: n ?? 0 })}
          />
        </label>
      </div>
      <More goal={goal} step={step} at={at} set={set} />
    </div>
  )
}

interface PartProps {
  step: Step
  at: string
  set: (part: Partial<Step>) => void
}

function When({ step, at, set }: PartProps) {
  const { t } = useTranslation()
  const budget = step.finish !== undefined && !step.by
  return (
    <div className="cell">
      <span>{t('plans.when')}</span>
      <div className="row step-when">
        <Select
          aria-label={t('plans.when')}
          value={budget ? 'budget' : 'day'}
          onChange={(kind) =>
            set(kind === 'day' ? { finish: undefined } : { by: undefined, finish: { n: 10, unit: 'workday' } })
          }
          options={[
            { value: 'day', label: t('plans.byDay') },
            { value: 'budget', label: t('plans.byBudget') },
          ]}
        />
        {budget ? (
          <>
            <InputNumber
              id={fieldId(`${at}/finish`)}
              aria-label={t('plans.budgetN')}
              min={1}
              max={1000}
              value={step.finish?.n}
              onChange={(n) => set({ finish: { n: n ?? 1, unit: step.finish?.unit ?? 'workday' } })}
            />
            <Select
              aria-label={t('plans.budgetUnit')}
              value={step.finish?.unit ?? 'workday'}
              onChange={(unit) => set({ finish: { n: step.finish?.n ?? 1, unit } })}
              options={[
                { value: 'workday', label: t('plans.workdays') },
                { value: 'day', label: t('plans.days') },
              ]}
            />
          </>
        ) : (
          <DayInput
            id={fieldId(`${at}/by`)}
            aria-label={t('plans.byDay')}
            value={step.by ?? ''}
            onChange={(day) => set({ by: day || undefined })}
          />
        )}
      </div>
    </div>
  )
}

function More({ goal, step, at, set }: PartProps & { goal: Goal }) {
  const { t } = useTranslation()
  const id = (name: string) => fieldId(`${at}/${name}`)
  const stages = step.stages ?? []
  const setStage = (i: number, part: Partial<(typeof stages)[number]>) =>
    set({ stages: stages.map((s, n) => (n === i ? { ...s, ...part } : s)) })
  return (
    <details>
      <summary>{t('plans.more')}</summary>
      <div className="cells cells-inside">
        <label className="cell" htmlFor={id('kind')}>
          <span>{t('plans.stepKind')}</span>
          <Select
            id={id('kind')}
            value={step.kind ?? 'work'}
            onChange={(kind) => set({ kind })}
            options={(['work', 'notice', 'inspection', 'rectification', 'reinspection', 'report'] as const).map(
              (k) => ({
                value: k,
                label: t(`stepKind.${k}`),
              }),
            )}
          />
        </label>
        <label className="cell" htmlFor={id('measures')}>
          <span>{t('plans.covers')}</span>
          <Select
            id={id('measures')}
            mode="multiple"
            value={step.measures ?? []}
            onChange={(measures) => set({ measures })}
            options={(goal.measures ?? []).map((m) => ({ value: m.key ?? '', label: m.title }))}
            popupMatchSelectWidth={false}
          />
        </label>
        <label className="cell" htmlFor={id('co')}>
          <span>{t('plans.co')}</span>
          <PickRefs id={id('co')} people={t('form.people')} value={step.co ?? []} onChange={(co) => set({ co })} />
        </label>
        <label className="cell" htmlFor={id('evidence')}>
          <span>{t('plans.evidence')}</span>
          <Select
            id={id('evidence')}
            mode="tags"
            value={step.evidence ?? []}
            onChange={(evidence) => set({ evidence })}
            placeholder={t('plans.evidenceHint')}
            open={false}
            suffixIcon={null}
          />
        </label>
        <label className="cell" htmlFor={id('opens_on')}>
          <span>{t('plans.opensOn')}</span>
          <DayInput
            id={id('opens_on')}
            value={step.opens_on ?? ''}
            onChange={(day) => set({ opens_on: day || undefined })}
          />
        </label>
        <label className="cell cell-small" htmlFor={id('target')}>
          <span>{t('plans.targetAmount')}</span>
          <InputNumber
            id={id('target')}
            min={0}
            value={step.target ? fromMilli(step.target.milli ?? 0) : null}
            onChange={(n) =>
              set({ target: n === null ? undefined : { unit: step.target?.unit ?? '', milli: toMilli(n) } })
            }
          />
        </label>
        {step.target ? (
          <label className="cell cell-small" htmlFor={id('target/unit')}>
            <span>{t('plans.targetUnit')}</span>
            <Input
              id={id('target/unit')}
              maxLength={20}
              value={step.target.unit}
              onChange={(e) => set({ target: { ...step.target, unit: e.target.value } })}
            />
          </label>
        ) : null}
      </div>
      <div className="stack" id={id('stages')} tabIndex={-1}>
        <span className="soft">{t('plans.stages')}</span>
        {stages.map((stage, i) => (
          <div className="row stage-row" key={stage.key ?? i}>
            <Input
              id={id(`stages/${i}/name`)}
              aria-label={t('plans.stage')}
              maxLength={200}
              value={stage.name}
              onChange={(e) => setStage(i, { name: e.target.value })}
            />
            <Select
              aria-label={t('plans.rule')}
              value={stage.rule ?? 'any'}
              onChange={(rule) => setStage(i, { rule })}
              options={(['any', 'all', 'sequential'] as const).map((r) => ({ value: r, label: t(`rule.${r}`) }))}
            />
            <span className="stage-signers">
              <PickRefs
                id={id(`stages/${i}/signers`)}
                aria-label={t('plans.signers')}
                people={t('form.people')}
                value={stage.signers ?? []}
                onChange={(signers) => setStage(i, { signers })}
              />
            </span>
            <Button
              size="small"
              aria-label={t('plans.drop')}
              icon={<DeleteOutlined />}
              onClick={() => set({ stages: stages.filter((_, n) => n !== i) })}
            />
          </div>
        ))}
        <div>
          <Button
            size="small"
            onClick={() => {
              const key = `stage-${stages.length + 1}-${Math.random().toString(36).slice(2, 6)}`
              set({ stages: replaceAt([...stages, {}], stages.length, { key, name: '', rule: 'any', signers: [] }) })
            }}
          >
            {t('plans.addStage')}
          </Button>
        </div>
      </div>
    </details>
  )
}
