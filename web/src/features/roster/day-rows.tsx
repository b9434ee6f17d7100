import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNames } from '@/work/office'
import { addDays, type Day, sayDay, weekdayOf } from '@/work/time'
import { type Duty, grouped, mayOffer, mondayOf } from './days'

interface Props {
  duties: Duty[]
  by?: 'week' | 'month' // absent: without heads
  today: Day
  onSwap: (duty: Duty) => void
}

/** Days of rosters as a table; on a phone, as cards. */
export function DayRows({ duties, by, today, onSwap }: Props) {
  const { t } = useTranslation()
  const columns = ['day', 'what', 'who', 'state'] as const
  const groups: [Day, Duty[]][] = by ? grouped(duties, by) : [['', duties]]
  return (
    <table className="grid grid-cards roster-days">
      <thead>
        <tr>
          {columns.map((c) => (
            <th key={c}>{t(`roster.column.${c}`)}</th>
          ))}
          <th className="no-print">{t('roster.column.act')}</th>
        </tr>
      </thead>
      {groups.map(([head, days]) => (
        <tbody key={head}>
          {head ? (
            <tr className="roster-group">
              <th colSpan={5} scope="rowgroup">
                <GroupHead head={head} by={by} today={today} />
              </th>
            </tr>
          ) : null}
          {days.map((d) => (
            <DayRow
              key={`${d.line.roster.goal_id}/${d.line.roster.step}/${d.day.on}`}
              duty={d}
              today={today}
              onSwap={onSwap}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function GroupHead({ head, by, today }: { head: Day; by?: 'week' | 'month'; today: Day }) {
  const { t } = useTranslation()
  if (by === 'month') return <>{t('roster.month', { y: Number(head.slice(0, 4)), m: Number(head.slice(5, 7)) })}</>
  const words = { from: sayDay(head, today), to: sayDay(addDays(head, 6), today) }
  return (
    <>
      {t('roster.week', words)}
      {head === mondayOf(today) ? ` · ${t('roster.thisWeek')}` : ''}
    </>
  )
}

function DayRow({ duty, today, onSwap }: { duty: Duty; today: Day; onSwap: (duty: Duty) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const { day, line } = duty
  const marks = [day.on === today ? 'roster-today' : '', day.mine ? 'roster-mine' : ''].filter(Boolean).join(' ')
  const label = `${sayDay(day.on, today)} ${t(`time.weekday.${weekdayOf(day.on) as 0}`)}`
  const offer = mayOffer(duty, today)
  return (
    <tr className={marks || undefined}>
      <td data-name={t('roster.column.day')}>
        <span className="row">
          <strong className="nowrap">{label}</strong>
          {day.on === today ? <span className="tag roster-now">{t('roster.today')}</span> : null}
          {day.provisional ? <span className="tag">{t('roster.provisional')}</span> : null}
        </span>
      </td>
      <td data-name={t('roster.column.what')}>
        <span>
          <Link
            to="/goals/$goalId"
            params={{ goalId: line.roster.goal_id }}
            search={{ step: day.step ?? line.roster.step }}
          >
            {line.roster.step_title}
          </Link>
          <small className="roster-goal">{line.roster.goal_title}</small>
        </span>
      </td>
      <td data-name={t('roster.column.who')}>
        <span className="row">
          {names.full(day.lead)}
          {day.mine ? <span className="tag roster-me">{t('roster.me')}</span> : null}
        </span>
      </td>
      <td data-name={t('roster.column.state')}>
        <span className="row">
          {day.step ? t(`stepStatus.${day.status}`) : t('roster.toCome')}
          {day.swapped ? <span className="tag">{t('roster.swapped')}</span> : null}
        </span>
      </td>
      <td className="no-print">
        {offer ? (
          <Button size="small" aria-label={t('roster.swapDay', { day: label })} onClick={() => onSwap(duty)}>
            {t('command.ask-swap')}
          </Button>
        ) : day.mine && day.open && !line.ask.allowed ? (
          <span className="soft">{line.ask.why}</span>
        ) : null}
      </td>
    </tr>
  )
}
