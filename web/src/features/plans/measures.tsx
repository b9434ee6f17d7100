import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'
import {
  fieldId,
  type Goal,
  mergeMeasure,
  moveMeasure,
  newMeasure,
  replaceAt,
  splitMeasure,
  stepsFromMeasures,
  withoutMeasure,
} from './model'

interface Props {
  goals: Goal[]
  index: number
  onGoals: (goals: Goal[]) => void
}

/** The sentences of the report under a goal: fixed, split, merged, moved. */
export function Measures({ goals, index, onGoals }: Props) {
  const { t } = useTranslation()
  const goal = goals[index] ?? {}
  const measures = goal.measures ?? []
  const set = (next: Goal) => onGoals(replaceAt(goals, index, next))
  return (
    <Panel
      title={t('plans.measures')}
      extra={
        <>
          <Button size="small" onClick={() => set(newMeasure(goal))}>
            {t('plans.addMeasure')}
          </Button>
          <Button
            size="small"
            type="primary"
            disabled={measures.length === 0}
            onClick={() => set(stepsFromMeasures(goal))}
          >
            {t('plans.toSteps')}
          </Button>
        </>
      }
    >
      <p className="hint">{t('plans.measuresHint')}</p>
      <ol className="measure-list">
        {measures.map((m, i) => (
          <li key={m.key}>
            <span className="soft num">{m.marker || i + 1}</span>
            <Input.TextArea
              id={fieldId(`/goals/${index}/measures/${i}/title`)}
              aria-label={t('plans.measureTitle', { n: i + 1 })}
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={200}
              value={m.title}
              onChange={(e) => set({ ...goal, measures: replaceAt(measures, i, { ...m, title: e.target.value }) })}
            />
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'split', label: t('plans.split'), onClick: () => set(splitMeasure(goal, i)) },
                  ...(i > 0
                    ? [{ key: 'merge', label: t('plans.merge'), onClick: () => set(mergeMeasure(goal, i)) }]
                    : []),
                  ...(goals.length > 1
                    ? [
                        {
                          key: 'move',
                          label: t('plans.move'),
                          children: goals.flatMap((g, to) =>
                            to === index
                              ? []
                              : [
                                  {
                                    key: `move-${to}`,
                                    label: `${to + 1} ${g.title ?? ''}`,
                                    onClick: () => onGoals(moveMeasure(goals, index, i, to)),
                                  },
                                ],
                          ),
                        },
                      ]
                    : []),
                  { key: 'drop', label: t('plans.drop'), danger: true, onClick: () => set(withoutMeasure(goal, i)) },
                ],
              }}
            >
              <Button size="small" icon={<DownOutlined />} aria-label={`${t('do.edit')} ${m.title ?? ''}`} />
            </Dropdown>
            {m.text && m.text !== m.title ? <p className="soft measure-text">{m.text}</p> : null}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
