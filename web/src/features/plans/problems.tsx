import { CheckCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fieldName } from './field-names'
import { type Goal, goalOf } from './model'

interface Props {
  problems: Noun['FieldProblem'][]
  warnings: Noun['FieldProblem'][]
  goals: Goal[]
  onGo: (pointer: string) => void
}

/** Everything that keeps the draft from being issued, then what should be looked at; each leads to its place. */
export function Problems({ problems, warnings, goals, onGo }: Props) {
  const { t } = useTranslation()
  const awaited = warnings.filter((w) => w.code === 'provisional')
  const others = warnings.filter((w) => w.code !== 'provisional')
  const told = others.length + (awaited.length > 0 ? 1 : 0)
  return (
    <div className="plan-found">
      {problems.length === 0 ? (
        <p className="plan-ready" role="status">
          <CheckCircleFilled aria-hidden="true" /> {t('plans.problemsNone')}
        </p>
      ) : (
        <details className="panel plan-problems" open={problems.length <= 12}>
          <summary>
            <strong>{t('plans.problems', { n: problems.length })}</strong>{' '}
            <span className="soft">{t('plans.problemsHint')}</span>
          </summary>
          <List items={problems} goals={goals} onGo={onGo} />
        </details>
      )}
      {warnings.length > 0 ? (
        <details className="panel plan-problems plan-warnings" open={problems.length === 0 && told <= 6}>
          <summary>
            <strong>{t('plans.warnings', { n: told })}</strong> <span className="soft">{t('plans.warningsHint')}</span>
          </summary>
          <List items={others} goals={goals} onGo={onGo} />
          {awaited.length > 0 ? (
            <details className="plan-awaited">
              <summary>{t('plans.awaited', { n: awaited.length })}</summary>
              <List items={awaited} goals={goals} onGo={onGo} />
            </details>
          ) : null}
        </details>
      ) : null}
    </div>
  )
}

interface ListProps {
  items: Noun['FieldProblem'][]
  goals: Goal[]
  onGo: (pointer: string) => void
}

export function List({ items, goals, onGo }: ListProps) {
  const placeOf = usePlace(goals)
  return (
    <ul>
      {items.map((p) => (
        <li key={p.pointer + p.code + p.detail}>
          <button type="button" className="as-link" onClick={() => onGo(p.pointer)}>
            {placeOf(p.pointer)}
          </button>
          <span>{p.detail}</span>
        </li>
      ))}
    </ul>
  )
}

/** Names where a pointer leads: the goal, its step or measure, the field. */
export function usePlace(goals: Goal[]): (pointer: string) => string {
  const { t } = useTranslation()
  return (pointer) => {
    const name = fieldName(pointer)
    return [...place(pointer, goals, t('plans.title')), name && t(name)].filter(Boolean).join(' › ')
  }
}

/** Where a pointer leads, in the titles of the goal and of its step or measure. */
function place(pointer: string, goals: Goal[], plan: string): string[] {
  const index = goalOf(pointer)
  const goal = goals[index]
  if (!goal) return [plan]
  const title = goal.title || `#${index + 1}`
  const inner = /\/(steps|measures)\/(\d+)/.exec(pointer)
  if (!inner) return [title]
  const n = Number(inner[2])
  return [title, goal[inner[1] as 'steps' | 'measures']?.[n]?.title || `#${n + 1}`]
}
