import { DownOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { fieldId } from '@/ui/field-place'
import { Menu } from '@/ui/menu'
import { Panel } from '@/ui/page'
import { mergeMeasure, splitMeasure } from './cut'
import { type Goal, newMeasure, replaceAt, shiftMeasure, stepsFromMeasures, uncovered, withoutMeasure } from './model'
import { moveMeasure, splitGoal } from './regroup'

interface Props {
  goals: Goal[]
  index: number
  chosen?: string // key of the measure that is being looked at
  fromText: boolean // there is a report to take measures from
  onGoals: (goals: Goal[]) => void
  onLook: (measure: string | undefined) => void
}

/** The sentences of the report under a goal: fixed, split, merged, ordered, moved. */
export function Measures({ goals, index, chosen, fromText, onGoals, onLook }: Props) {
  const { t } = useTranslation()
  const goal = goals[index] ?? {}
  const measures = goal.measures ?? []
  const bare = uncovered(goal)
  const set = (next: Goal) => onGoals(replaceAt(goals, index, next))
  return (
    <Panel
      title={
        <span id={fieldId(`/goals/${index}/measures`)} tabIndex={-1}>
          {t('plans.measures')} <span className="soft num">{measures.length}</span>
        </span>
      }
      extra={
        <>
          <Button size="small" onClick={() => set(newMeasure(goal))}>
            {t('plans.addMeasure')}
          </Button>
          <Button size="small" type="primary" disabled={bare.length === 0} onClick={() => set(stepsFromMeasures(goal))}>
            {t('plans.toSteps')}
          </Button>
        </>
      }
    >
      {measures.length === 0 && fromText ? (
        <p className="notice-bar" role="status">
          {t('draft.noMeasures')}
        </p>
      ) : null}
      <p className="hint">
        {t('plans.measuresHint')}
        {bare.length > 0 ? ` ${t('plans.uncoveredN', { n: bare.length })}` : ''}
      </p>
      <ol className="measure-list">
        {measures.map((m, i) => (
          <li key={m.key} className={m.key === chosen ? 'measure-on' : undefined}>
            <span className="soft num">{m.marker || i + 1}</span>
            <Input.TextArea
              id={fieldId(`/goals/${index}/measures/${i}/title`)}
              aria-label={t('plans.measureTitle', { n: i + 1 })}
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={200}
              value={m.title}
              onFocus={() => onLook(m.key)}
              onChange={(e) => set({ ...goal, measures: replaceAt(measures, i, { ...m, title: e.target.value }) })}
            />
            <Acts goals={goals} index={index} at={i} onGoals={onGoals} />
            <p className="measure-text">
              {bare.includes(m) ? <span className="tag measure-bare">{t('plans.uncovered')}</span> : null}{' '}
              {m.text && m.text !== m.title ? <span className="soft">{m.text}</span> : null}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

interface ActsProps {
  goals: Goal[]
  index: number
  at: number
  onGoals: (goals: Goal[]) => void
}

function Acts({ goals, index, at, onGoals }: ActsProps) {
  const { t } = useTranslation()
  const goal = goals[index] ?? {}
  const measures = goal.measures ?? []
  const set = (next: Goal) => onGoals(replaceAt(goals, index, next))
  const others = goals.flatMap((g, to) =>
    to === index
      ? []
      : [
          {
            key: `move-${to}`,
            label: `${to + 1} ${g.title ?? ''}`,
            onClick: () => onGoals(moveMeasure(goals, index, at, to)),
          },
        ],
  )
  return (
    <Menu
      items={[
        { key: 'split', label: t('plans.split'), onClick: () => set(splitMeasure(goal, at)) },
        { key: 'merge', label: t('plans.merge'), disabled: at === 0, onClick: () => set(mergeMeasure(goal, at)) },
        { key: 'up', label: t('plans.up'), disabled: at === 0, onClick: () => set(shiftMeasure(goal, at, -1)) },
        {
          key: 'down',
          label: t('plans.down'),
          disabled: at === measures.length - 1,
          onClick: () => set(shiftMeasure(goal, at, 1)),
        },
        { key: 'move', label: t('plans.move'), disabled: others.length === 0, children: others },
        {
          key: 'goal',
          label: t('plans.splitGoal'),
          disabled: at === 0,
          onClick: () => onGoals(splitGoal(goals, index, at)),
        },
        { key: 'drop', label: t('plans.drop'), danger: true, onClick: () => set(withoutMeasure(goal, at)) },
      ]}
    >
      <Button size="small" icon={<DownOutlined />} aria-label={`${t('do.edit')} ${measures[at]?.title ?? ''}`} />
    </Menu>
  )
}
