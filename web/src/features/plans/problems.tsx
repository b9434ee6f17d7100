import { CheckCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { type Goal, goalOf } from './model'

interface Props {
  problems: Noun['FieldProblem'][]
  goals: Goal[]
  onGo: (pointer: string) => void
}

/** Everything that keeps the draft from being issued; each leads to the place where it is mended. */
export function Problems({ problems, goals, onGo }: Props) {
  const { t } = useTranslation()
  if (problems.length === 0) {
    return (
      <p className="plan-ready" role="status">
        <CheckCircleFilled aria-hidden="true" /> {t('plans.problemsNone')}
      </p>
    )
  }
  return (
    <details className="panel plan-problems" open={problems.length <= 12}>
      <summary>
        <strong>{t('plans.problems', { n: problems.length })}</strong>{' '}
        <span className="soft">{t('plans.problemsHint')}</span>
      </summary>
      <ul>
        {problems.map((p) => (
          <li key={p.pointer + p.code}>
            <button type="button" className="as-link" onClick={() => onGo(p.pointer)}>
              {place(p.pointer, goals, t('plans.title'))}
            </button>
            <span>{p.detail}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Where a pointer leads, in the titles of the goal and step. */
function place(pointer: string, goals: Goal[], plan: string): string {
  const goal = goals[goalOf(pointer)]
  if (!goal) return plan
  const step = /\/steps\/(\d+)/.exec(pointer)
  const index = goalOf(pointer) + 1
  const title = goal.title || `#${index}`
  return step ? `${title} › ${goal.steps?.[Number(step[1])]?.title || `#${Number(step[1]) + 1}`}` : title
}
