import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Bounded } from '@/ui/bounded'
import { DayInput } from '@/ui/day-input'
import { fieldId } from '@/ui/field-place'
import { useChecklists } from '@/work/checklists'
import { PickRefs } from '@/work/pick-ref'
import { fromMilli, mostQuantity, toMilli } from '@/work/quantity'
import type { Goal, Step } from './model'
import { StepLimits } from './step-limits'
import { StepPlanned } from './step-planned'
import { StepSeries } from './step-series'
import { StepStages } from './step-stages'

interface Props {
  goals: Goal[] // of the plan
  goal: Goal
  step: Step
  at: string // JSON pointer of the step
  set: (part: Partial<Step>) => void
}

/** The rest of a step: all but its title, lead, date and weight. */
export function StepDetails({ goals, goal, step, at, set }: Props) {
  const { t, i18n } = useTranslation()
  const id = (name: string) => fieldId(`${at}/${name}`)
  const checklists = useChecklists()
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
        <label className="cell" htmlFor={id('waits_for')}>
          <span>{t('define.waitsFor')}</span>
          <Select
            id={id('waits_for')}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={step.waits_for ?? []}
            onChange={(waits_for) => set({ waits_for: waits_for.length > 0 ? waits_for : undefined })}
            options={elsewhere(goals, goal, step.waits_for ?? [])}
            popupMatchSelectWidth={false}
          />
        </label>
        {step.kind === 'inspection' ? (
          <label className="cell" htmlFor={id('checklists')}>
            <span>{t('define.checklists')}</span>
            <Select
              id={id('checklists')}
              mode="multiple"
              placeholder={t('define.checklistsHint')}
              loading={checklists.isPending}
              value={step.checklists ?? []}
              onChange={(keys) => set({ checklists: keys.length > 0 ? keys : undefined })}
              options={(checklists.data?.items ?? []).map((c) => ({
                value: c.key,
                label: i18n.language === 'en' ? c.title.en : c.title.zh,
              }))}
              popupMatchSelectWidth={false}
            />
          </label>
        ) : null}
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
          <Bounded
            id={id('target')}
            min={0}
            max={mostQuantity}
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
      <StepSeries step={step} at={at} set={set} />
      <StepPlanned step={step} at={at} set={set} />
      <StepLimits goal={goal} step={step} at={at} set={set} />
      <StepStages step={step} at={at} set={set} />
    </div>
  )
}

/** The steps of the plan's other goals; what is chosen already stays, even when it is not among them. */
function elsewhere(goals: Goal[], goal: Goal, chosen: string[]) {
  const groups = goals
    .filter((g) => g.id && g.id !== goal.id && (g.steps ?? []).length > 0)
    .map((g) => ({
      label: g.title,
      title: g.title,
      options: (g.steps ?? []).map((s) => ({
        value: `${g.id}/${s.key}`,
        label: `${g.number ?? ''} ${s.title || s.key}`,
      })),
    }))
  const there = new Set(groups.flatMap((g) => g.options.map((o) => o.value)))
  const rest = chosen.filter((key) => !there.has(key)).map((key) => ({ value: key, label: key }))
  return rest.length > 0 ? [...groups, { label: '…', title: '', options: rest }] : groups
}
