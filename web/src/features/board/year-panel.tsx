import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { useNow } from '@/ui/now'
import { Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { sayTarget } from '@/work/quantity'
import { type Figure, figuresOf } from './year'

const first = 8

/** The year against its plan: what was counted, and where it should stand today. */
export function YearPanel() {
  const { t } = useTranslation()
  const now = useNow()
  const [all, setAll] = useState(false)
  const goals = useQuery({
    queryKey: keys.goals({ board: 'year' }),
    queryFn: () =>
      answer(
        api.GET('/api/v1/goals', { params: { query: { limit: 200, status: ['running', 'concluded', 'closed'] } } }),
      ),
  })
  return (
    <Panel title={t('board.yearTitle')} bare>
      <Loaded query={goals} lines={4}>
        {({ items }) => {
          const figures = figuresOf(
            items.map((i) => i.goal),
            now,
          )
          if (figures.length === 0) return <Nothing title={t('board.noFigures')} hint={t('board.noFiguresHint')} />
          return (
            <>
              <ul className="board-year">
                {(all ? figures : figures.slice(0, first)).map((f) => (
                  <Line key={`${f.goal.id}/${f.step.key}`} figure={f} />
                ))}
              </ul>
              {figures.length > first && !all ? (
                <p className="board-hint">
                  <Button size="small" onClick={() => setAll(true)}>
                    {t('board.allFigures', { n: figures.length })}
                  </Button>
                </p>
              ) : null}
              <p className="hint board-hint">{t('board.yearHint')}</p>
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Line({ figure: { goal, step, share } }: { figure: Figure }) {
  const { t } = useTranslation()
  const percent = Math.round(share.reached * 100)
  const planned = Math.round(share.planned * 100)
  const behind = planned - percent
  return (
    <li>
      <div className="board-year-head">
        <Link to="/goals/$goalId" params={{ goalId: goal.id }} search={{ step: step.key }}>
          {step.title}
        </Link>
        <span className="num">
          {sayTarget({ milli: step.total ?? 0, unit: '' })} / {sayTarget(step.target)}
        </span>
      </div>
      <div className="board-year-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, percent)}%` }} className={behind > 10 ? 'board-year-late' : undefined} />
        <i style={{ left: `${Math.min(100, planned)}%` }} />
      </div>
      <p className={behind > 10 ? 'due-yellow' : 'soft'}>
        {behind > 0 ? t('board.behind', { percent, planned, n: behind }) : t('board.onPlan', { percent, planned })}
      </p>
    </li>
  )
}
