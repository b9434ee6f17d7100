import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'
import { useNames } from '@/work/office'
import { type Day, sayAgo, sayDay } from '@/work/time'
import type { Line } from './days'

/** The swaps that are being decided, with who decides now. */
export function Pending({ lines, today }: { lines: Line[]; today: Day }) {
  const { t } = useTranslation()
  const names = useNames()
  const asked = lines.filter((l) => l.roster.swap?.content.swap)
  if (asked.length === 0) return null
  return (
    <Panel title={t('roster.pending')} bare>
      <ul className="roster-asked">
        {asked.map(({ roster, decide }) => {
          const round = roster.swap
          const swap = round?.content.swap
          if (!round || !swap) return null
          const waits = (round.stages?.[round.current]?.seats ?? []).filter((s) => !s.outcome)
          return (
            <li key={`${roster.goal_id}/${roster.step}`}>
              <div>
                <strong>
                  {t('roster.swapOf', {
                    one: names.full(swap.lead),
                    day: sayDay(swap.on, today),
                    other: names.full(swap.other),
                    with: sayDay(swap.with, today),
                  })}
                </strong>
                <p className="soft">
                  {roster.step_title} · {t('roster.askedBy', { name: round.by.name, ago: sayAgo(round.at) })}
                  {round.content.note ? ` · ${t('roster.because', { reason: round.content.note })}` : ''}
                </p>
                <p>{t('roster.waitsFor', { who: waits.map((s) => names.full(s.ref)).join(t('say.comma')) })}</p>
              </div>
              {decide?.allowed ? (
                <Link
                  to="/approvals"
                  search={{ goal: roster.goal_id, step: roster.step, round: round.round }}
                  className="roster-decide"
                >
                  {t('roster.decide')}
                </Link>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
