import { CheckCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Panel } from '@/ui/page'
import { useNames } from '@/work/office'
import { sayDay } from '@/work/time'
import { type Goal, goalOf } from './model'
import { pointerOf, stepOf } from './year'

interface Props {
  conflicts: Noun['Conflict'][]
  goals: Goal[]
  onGo: (pointer: string) => void
}

const few = 20

/** What a rehearsal found that should be looked at before the plan is issued; dates in provisional time are summed up. */
export function Conflicts({ conflicts, goals, onGo }: Props) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const [all, setAll] = useState(false)
  const provisional = conflicts.filter((c) => c.kind === 'provisional').length
  const rest = conflicts.filter((c) => c.kind !== 'provisional')
  const why = (code = '') =>
    i18n.exists(`rehearsal.stuckWhy.${code}`) ? t(`rehearsal.stuckWhy.${code as 'invalid'}`) : code
  const place = (c: Noun['Conflict']) => {
    const goal = goals[goalOf(pointerOf(goals, c.goal, c.step))]
    const step = goal?.steps?.find((s) => s.key === stepOf(c.step))
    return [goal?.title, step?.title].filter(Boolean).join(' › ')
  }
  return (
    <Panel title={t('rehearsal.conflicts')}>
      <div className="stack">
        {rest.length === 0 ? (
          <p className="plan-ready">
            <CheckCircleFilled aria-hidden="true" /> {t('rehearsal.conflictsNone')}
          </p>
        ) : (
          <ul className="conflicts">
            {(all ? rest : rest.slice(0, few)).map((c) => (
              <li key={JSON.stringify(c)}>
                <span className={`tag conflict-${c.kind}`}>{t(`rehearsal.conflict_.${c.kind}`)}</span>
                <span>
                  {c.goal ? (
                    <button type="button" className="as-link" onClick={() => onGo(pointerOf(goals, c.goal, c.step))}>
                      {place(c)}
                    </button>
                  ) : null}{' '}
                  {t(`rehearsal.conflictSays.${c.kind}`, {
                    who: names.full(c.ref),
                    day: c.on ? sayDay(c.on) : '',
                    n: c.n ?? 0,
                    why: why(c.code),
                  })}
                </span>
              </li>
            ))}
          </ul>
        )}
        {rest.length > few ? (
          <Button size="small" onClick={() => setAll(!all)}>
            {all ? t('do.fold') : t('rehearsal.conflictsAll', { n: rest.length })}
          </Button>
        ) : null}
        {provisional > 0 ? <p className="warn-bar">{t('rehearsal.provisionalN', { n: provisional })}</p> : null}
      </div>
    </Panel>
  )
}
