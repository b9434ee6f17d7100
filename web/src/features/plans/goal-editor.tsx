import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  MergeCellsOutlined,
  SnippetsOutlined,
} from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { zh } from '@/i18n/texts/words'
import { Bounded } from '@/ui/bounded'
import { fieldId } from '@/ui/field-place'
import { Panel } from '@/ui/page'
import { useTell } from '@/ui/tell'
import { GoalSettings } from '@/work/goal-settings'
import { useNames } from '@/work/office'
import { PickRef } from '@/work/pick-ref'
import { fromMilli, mostQuantity, toMilli } from '@/work/quantity'
import { Measures } from './measures'
import { type Goal, moved, replaceAt, spreadWeights } from './model'
import { mergeGoal } from './regroup'
import { useSuggestion } from './suggestion'
import { TemplateDialog } from './template-dialog'
import type { useDraftPlan } from './use-draft-plan'

interface Props {
  plan: Noun['Plan']
  draft: ReturnType<typeof useDraftPlan>
  index: number
  goal: Goal
  measure: string | undefined
  onGoals: (goals: Goal[]) => void
  onChoose: (index: number) => void
  onLook: (measure: string | undefined) => void
  onGo: (pointer: string) => void
}

/** One goal of a draft: what it is, who answers for it, and its measures. */
export function GoalEditor({ plan, draft, index, goal, measure, onGoals, onChoose, onLook, onGo }: Props) {
  const { t } = useTranslation()
  const [template, setTemplate] = useState(false)
  const goals = draft.content.goals
  const set = (part: Partial<Goal>) => onGoals(replaceAt(goals, index, { ...goal, ...part }))
  return (
    <>
      <Panel
        title={t('plans.goal', { n: index + 1 })}
        extra={
          <>
            <Button
              icon={<SnippetsOutlined />}
              onClick={() => setTemplate(true)}
              disabled={!goal.id}
              title={goal.id ? undefined : t('draft.dirty')}
            >
              {t('plans.template')}
            </Button>
            <Acts goals={goals} index={index} onGoals={onGoals} onChoose={onChoose} />
          </>
        }
      >
        <GoalFields plan={plan.id} goals={goals} index={index} goal={goal} set={set} onGoals={onGoals} />
      </Panel>
      <Measures
        goals={goals}
        index={index}
        chosen={measure}
        fromText={Boolean(plan.source)}
        onGoals={onGoals}
        onLook={onLook}
      />
      {template ? (
        <TemplateDialog plan={plan} draft={draft} goal={goal} onGo={onGo} onClose={() => setTemplate(false)} />
      ) : null}
    </>
  )
}

interface ActsProps {
  goals: Goal[]
  index: number
  onGoals: (goals: Goal[]) => void
  onChoose: (index: number) => void
}

function Acts({ goals, index, onGoals, onChoose }: ActsProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const move = (by: number) => {
    onGoals(moved(goals, index, by))
    onChoose(Math.max(0, Math.min(goals.length - 1, index + by)))
  }
  const merge = () =>
    modal.confirm({
      title: t('plans.mergeGoalAsk', { below: goals[index]?.title ?? '', above: goals[index - 1]?.title ?? '' }),
      onOk: () => {
        onGoals(mergeGoal(goals, index))
        onChoose(index - 1)
      },
    })
  const remove = () =>
    modal.confirm({
      title: t('plans.removeGoalAsk', { title: goals[index]?.title ?? '' }),
      okButtonProps: { danger: true },
      onOk: () => {
        onGoals(goals.filter((_, i) => i !== index))
        onChoose(Math.max(0, index - 1))
      },
    })
  return (
    <>
      <Button icon={<MergeCellsOutlined />} disabled={index === 0} onClick={merge}>
        {t('plans.mergeGoal')}
      </Button>
      <Button aria-label={t('plans.up')} icon={<ArrowUpOutlined />} disabled={index === 0} onClick={() => move(-1)} />
      <Button
        aria-label={t('plans.down')}
        icon={<ArrowDownOutlined />}
        disabled={index === goals.length - 1}
        onClick={() => move(1)}
      />
      <Button aria-label={t('plans.removeGoal')} icon={<DeleteOutlined />} onClick={remove} />
    </>
  )
}

interface FieldsProps {
  plan: string
  goals: Goal[]
  index: number
  goal: Goal
  set: (part: Partial<Goal>) => void
  onGoals: (goals: Goal[]) => void
}

function GoalFields({ plan, goals, index, goal, set, onGoals }: FieldsProps) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const suggestion = useSuggestion(plan, goal.id)
  const at = (name: string) => fieldId(`/goals/${index}/${name}`)
  const units = names.directory.units.map((u) => ({ value: u.id, label: u.name }))
  const sum = goals.reduce((n, g) => n + (g.weight ?? 0), 0)
  const line = (who: 'head' | 'supervisor' | 'leader' | 'principal') => (
    <label className="cell" htmlFor={at(`line/${who}`)}>
      <span>{t(`plans.${who}`)}</span>
      <PickRef
        id={at(`line/${who}`)}
        people={t('form.people')}
        value={goal.line?.[who] ?? ''}
        onChange={(ref) => set({ line: { ...goal.line, [who]: ref } })}
      />
    </label>
  )
  return (
    <div className="stack">
      <div className="cells">
        <label className="cell cell-wide" htmlFor={at('title')}>
          <span>{t('plans.goalTitle')}</span>
          <Input id={at('title')} maxLength={200} value={goal.title} onChange={(e) => set({ title: e.target.value })} />
        </label>
        <label className="cell" htmlFor={at('number')}>
          <span>{t('plans.number')}</span>
          <Input
            id={at('number')}
            maxLength={200}
            value={goal.number}
            onChange={(e) => set({ number: e.target.value })}
          />
        </label>
        <label className="cell" htmlFor={at('kind')}>
          <span>{t('plans.kind')}</span>
          <Select
            id={at('kind')}
            value={goal.kind || 'general'}
            onChange={(kind) => set({ kind })}
            options={Object.keys(zh.goalKind).map((k) => ({ value: k, label: t(`goalKind.${k as 'general'}`) }))}
          />
        </label>
        <label className="cell" htmlFor={at('lead_unit')}>
          <span>{t('plans.leadUnit')}</span>
          <Select
            id={at('lead_unit')}
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            value={goal.lead_unit || undefined}
            onChange={(unit) => set({ lead_unit: unit ?? '' })}
            options={units}
          />
        </label>
        <label className="cell" htmlFor={at('co_units')}>
          <span>{t('plans.coUnits')}</span>
          <Select
            id={at('co_units')}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={goal.co_units ?? []}
            onChange={(co_units) => set({ co_units })}
            options={units}
          />
        </label>
        <label className="cell cell-small" htmlFor={at('weight')}>
          <span>{t('plans.weight')}</span>
          <InputNumber
            id={at('weight')}
            min={0}
            max={100}
            value={goal.weight ?? 0}
            onChange={(n) => set({ weight: n ?? 0 })}
          />
        </label>
        <label className="cell cell-small" htmlFor={at('target')}>
          <span>{t('plans.targetAmount')}</span>
          <Bounded
            id={at('target')}
            min={0}
            max={mostQuantity}
            value={goal.target ? fromMilli(goal.target.milli ?? 0) : null}
            onChange={(n) =>
              set({ target: n === null ? undefined : { unit: goal.target?.unit ?? '', milli: toMilli(n) } })
            }
          />
        </label>
        {goal.target ? (
          <label className="cell cell-small" htmlFor={at('target/unit')}>
            <span>{t('plans.targetUnit')}</span>
            <Input
              id={at('target/unit')}
              maxLength={20}
              value={goal.target.unit}
              onChange={(e) => set({ target: { ...goal.target, unit: e.target.value } })}
            />
          </label>
        ) : null}
      </div>
      {suggestion && suggestion.kind !== goal.kind && suggestion.score > 0 ? (
        <p className="hint">
          {t('plans.kindWhy', {
            kind: t(`goalKind.${suggestion.kind as 'general'}`),
            reason: i18n.language === 'en' ? suggestion.reason.en : suggestion.reason.zh,
          })}{' '}
          <button type="button" className="as-link" onClick={() => set({ kind: suggestion.kind })}>
            {t('plans.apply')}
          </button>
        </p>
      ) : null}
      {sum !== 0 && sum !== 100 ? (
        <p className="hint">
          {t('plans.weightSum', { n: sum })}{' '}
          <button type="button" className="as-link" onClick={() => onGoals(spreadWeights(goals))}>
            {t('plans.spread')}
          </button>
        </p>
      ) : null}
      <details>
        <summary>
          {t('plans.line')} <span className="soft">{t('plans.lineHint')}</span>
        </summary>
        <div className="cells cells-inside">
          {line('head')}
          {line('supervisor')}
          {line('leader')}
          {line('principal')}
        </div>
      </details>
      {goal.settings ? (
        <details id={at('settings')} tabIndex={-1}>
          <summary>
            {t('define.settings')} <span className="soft">{t('define.settingsHint')}</span>
          </summary>
          <GoalSettings
            value={goal.settings as Noun['GoalSettings']}
            disabled={false}
            onChange={(settings) => set({ settings })}
          />
        </details>
      ) : null}
    </div>
  )
}
