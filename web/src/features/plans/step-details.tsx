import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { PickRefs } from '@/work/pick-ref'
import { fromMilli, toMilli } from '@/work/quantity'
import { fieldId, type Goal, replaceAt, type Step } from './model'

interface Props {
  goal: Goal
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

/** The rest of a step: its sort, measures, helpers, evidence, first day, target and stages of approval. */
export function StepDetails({ goal, step, at, set }: Props) {
  const { t } = useTranslation()
  const id = (name: string) => fieldId(`${at}/${name}`)
  const stages = step.stages ?? []
  const setStage = (i: number, part: Partial<(typeof stages)[number]>) =>
    set({ stages: stages.map((s, n) => (n === i ? { ...s, ...part } : s)) })
  return (
    <div className="stack">
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
    </div>
  )
}
