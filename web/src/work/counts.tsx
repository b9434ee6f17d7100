import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fromMilli, sayTarget } from './quantity'
import { type Day, dayOf, sayDay } from './time'

/** What was reached by the end of a day: what was agreed takes the place of the reports before it. */
export function reachedBy(counts: Noun['Count'][], day: Day): number {
  let agreed = 0
  let since = 0
  for (const c of counts.filter((c) => c.on <= day)) {
    if (c.round) [agreed, since] = [agreed + c.milli, 0]
    else since += c.milli
  }
  return agreed + since
}

/** How much was to be reached by when and how much was, and every report of it. */
export function Counts({ step }: { step: Noun['Step'] }) {
  const { t } = useTranslation()
  const today = dayOf(Date.now())
  const counts = step.counts ?? []
  const planned = step.planned ?? []
  if (!step.target || counts.length + planned.length === 0) return null
  const { unit } = step.target
  const say = (milli: number) => sayTarget({ milli, unit })
  const plus = (milli: number) => `${milli > 0 ? '+' : ''}${fromMilli(milli).toLocaleString('zh-CN')} ${unit}`
  const next = planned.find((p) => p.by >= today)
  return (
    <section className="stack">
      <h3>{t('goal.counts.title')}</h3>
      {planned.length > 0 ? (
        <table className="grid counts">
          <thead>
            <tr>
              <th>{t('goal.counts.by')}</th>
              <th>{t('goal.counts.planned')}</th>
              <th>{t('goal.counts.reached')}</th>
            </tr>
          </thead>
          <tbody>
            {planned.map((p) => {
              const open = p.by > today
              const reached = p === next ? (step.total ?? 0) : reachedBy(counts, p.by)
              const behind = !open && reached < p.milli
              return (
                <tr key={p.by}>
                  <td>{sayDay(p.by)}</td>
                  <td className="num">{say(p.milli)}</td>
                  <td className={behind ? 'num due-red' : 'num'}>
                    {open && p !== next ? '' : say(reached)}
                    {behind ? ` ${t('goal.counts.behind', { n: say(p.milli - reached) })}` : ''}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      ) : null}
      <ul className="stack">
        {[...counts].reverse().map((c) => (
          <li key={c.key}>
            <strong className="num">{plus(c.milli)}</strong>{' '}
            <span className="soft">
              {sayDay(c.on)} · {c.by.name}
              {c.round ? ` · ${t('goal.counts.agreed')}` : ''}
            </span>
            {c.note ? <p className="pre">{c.note}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
