import { BulbOutlined, CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { fieldId } from '@/ui/field-place'
import { useWord } from '@/ui/word'
import { goalOf } from './model'
import { useUntaken } from './suggestion'
import type { useDraftPlan } from './use-draft-plan'

interface Props {
  plan: string
  draft: ReturnType<typeof useDraftPlan>
  chosen: number
  onChoose: (goal: number) => void
}

/** The goals of a draft with what each still lacks; kinds that the words speak for can be taken at once. */
export function GoalTabs({ plan, draft, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const word = useWord()
  const { content, change, problems } = draft
  const untaken = useUntaken(plan, content.goals)
  const wrong = (i: number) => problems.filter((p) => goalOf(p.pointer) === i).length
  const take = () =>
    change({
      ...content,
      goals: content.goals.map((g, i) => (untaken.has(i) ? { ...g, kind: untaken.get(i) } : g)),
    })
  return (
    <>
      {untaken.size > 0 ? (
        <div className="notice-bar row goal-kinds">
          <BulbOutlined aria-hidden="true" />
          <span>
            {t('plans.kindsFound', {
              n: untaken.size,
              list: [...untaken].map(([i, kind]) => `${i + 1} ${word('goalKind', kind)}`).join(t('say.comma')),
            })}
          </span>
          <Button size="small" onClick={take}>
            {t('plans.kindsTake')}
          </Button>
        </div>
      ) : null}
      <ol className="goal-tabs" id={fieldId('/goals')} tabIndex={-1}>
        {content.goals.map((g, i) => (
          <li key={g.id ?? i}>
            <button type="button" aria-current={i === chosen ? 'true' : undefined} onClick={() => onChoose(i)}>
              <span className="num">{i + 1}</span>
              <span className="goal-tab-title">{g.title || t('plans.goal', { n: i + 1 })}</span>
              <span className="tag goal-tab-kind">{word('goalKind', g.kind || 'general')}</span>
              {wrong(i) > 0 ? (
                <span className="goal-tab-wrong" title={t('plans.problems', { n: wrong(i) })}>
                  {wrong(i)}
                </span>
              ) : (
                <CheckCircleOutlined className="goal-tab-right" aria-label={t('plans.problemsNone')} />
              )}
            </button>
          </li>
        ))}
        <li>
          <Button
            block
            onClick={() => {
              change({ ...content, goals: [...content.goals, { title: '', kind: 'general', weight: 0, steps: [] }] })
              onChoose(content.goals.length)
            }}
          >
            {t('plans.addGoal')}
          </Button>
        </li>
      </ol>
    </>
  )
}
