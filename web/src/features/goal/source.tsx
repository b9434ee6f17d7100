import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'

/** Where the goal comes from: the sentence of the report, its measures, and which steps cover each. */
export function Source({ goal, onChoose }: { goal: Noun['Goal']; onChoose: (step: string) => void }) {
  const { t } = useTranslation()
  const { basis } = goal
  return (
    <div className="stack">
      <dl className="facts">
        {basis.report ? (
          <div>
            <dt>{t('goal.source')}</dt>
            <dd>{basis.report}</dd>
          </div>
        ) : null}
        {basis.section ? (
          <div>
            <dt>{t('goal.section')}</dt>
            <dd>{basis.section}</dd>
          </div>
        ) : null}
      </dl>
      {basis.text ? <blockquote className="quote pre">{basis.text}</blockquote> : null}
      <h3>{t('goal.measures')}</h3>
      <ol className="measures">
        {(goal.measures ?? []).map((m) => {
          const steps = (goal.steps ?? []).filter((s) => s.measures?.includes(m.key))
          return (
            <li key={m.key}>
              <strong>
                {m.marker} {m.title}
              </strong>
              {m.text && m.text !== m.title ? <p className="pre">{m.text}</p> : null}
              <p className="row">
                {steps.length === 0 ? <span className="soft">{t('goal.uncovered')}</span> : null}
                {steps.map((s) => (
                  <button type="button" className="as-link" key={s.key} onClick={() => onChoose(s.key)}>
                    {s.title}
                  </button>
                ))}
              </p>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
