import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Panel } from '@/ui/page'
import { sayMoment } from '@/work/time'

/** What leaders wrote on this goal, newest first, and what became of it. */
export function Instructions({ goal, onChoose }: { goal: Noun['Goal']; onChoose: (step: string) => void }) {
  const { t } = useTranslation()
  const list = [...(goal.instructions ?? [])].reverse()
  if (list.length === 0) return null
  const title = (key: string) => goal.steps?.find((s) => s.key === key)?.title ?? key
  return (
    <Panel title={t('goal.instructions.title')}>
      <ul className="instructions">
        {list.map((i) => (
          <li key={i.seq}>
            <p className="pre">{i.text}</p>
            <p className="soft">
              {i.by.name} · {sayMoment(i.at)}
              {i.step ? ` · ${title(i.step)}` : ''}
            </p>
            <p className="row">
              {(i.steps ?? []).map((key) => (
                <button type="button" className="as-link" key={key} onClick={() => onChoose(key)}>
                  {t('goal.instructions.answered', { title: title(key) })}
                </button>
              ))}
              {i.goal ? (
                <Link to="/goals/$goalId" params={{ goalId: i.goal }}>
                  {t('goal.instructions.goal')}
                </Link>
              ) : null}
              {i.asks && !i.steps?.length && !i.goal ? (
                <span className="tag due-yellow">{t('goal.instructions.open')}</span>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
