import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Loaded, Nothing } from '@/ui/states'
import { dayOf, sayDay, sayMoment } from '@/work/time'

/** 计时台账: what each clock was given, when it stood still, how much is left, and every change with its reason. */
export function Clocks({ goal }: { goal: Noun['Goal'] }) {
  const { t } = useTranslation()
  const clocks = useQuery({
    queryKey: keys.clocks(goal.id),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}/clocks', { params: { path: { id: goal.id } } })),
  })
  return (
    <Loaded query={clocks}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title={t('goal.clocks.empty')} hint={t('goal.clocks.emptyHint')} />
        ) : (
          <table className="grid grid-cards">
            <thead>
              <tr>
                <th>{t('goal.step')}</th>
                <th>{t('goal.clocks.clock')}</th>
                <th>{t('goal.clocks.start')}</th>
                <th>{t('goal.original')}</th>
                <th>{t('goal.clocks.due')}</th>
                <th className="num">{t('goal.clocks.used')}</th>
                <th>{t('goal.clocks.left')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((line) => (
                <Line key={`${line.step}/${line.clock}`} line={line} />
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  )
}

function hours(minutes: number): number {
  return Math.round(Math.abs(minutes) / 6) / 10
}

function Line({ line: { reading, ledger, ...line } }: { line: Noun['ClockLine'] }) {
  const { t } = useTranslation()
  const left = reading.met
    ? t('goal.clocks.met')
    : t(reading.remaining < 0 ? 'goal.clocks.over' : 'goal.clocks.remaining', { n: hours(reading.remaining) })
  const entries = ledger.entries ?? []
  return (
    <tr>
      <td data-name={t('goal.step')}>{line.step_title ?? line.step}</td>
      <td data-name={t('goal.clocks.clock')}>
        {t(line.clock === 'respond' ? 'goal.clocks.respond' : 'goal.clocks.finish')}
      </td>
      <td data-name={t('goal.clocks.start')} className="nowrap">
        {sayMoment(ledger.start)}
      </td>
      <td data-name={t('goal.original')} className="nowrap">
        {sayDay(dayOf(reading.original))}
      </td>
      <td data-name={t('goal.clocks.due')}>
        <span className="nowrap">{sayDay(dayOf(reading.due))}</span>
        {entries.length > 0 ? (
          <ul className="clock-entries">
            {entries.map((e) => (
              <li key={`${e.kind}/${e.at}`}>
                {sayMoment(e.at)} {t(`goal.clocks.entry.${e.kind}`)} ·{' '}
                {e.by.user === 'system' ? t('say.system') : e.by.name}
                {e.on ? ` → ${sayDay(e.on)}` : ''}
                {e.reason ? `${t('say.colon')}${e.reason}` : ''}
              </li>
            ))}
          </ul>
        ) : null}
      </td>
      <td data-name={t('goal.clocks.used')} className="num nowrap">
        {t('goal.clocks.hours', { n: hours(reading.consumed) })}
        {reading.stood_still > 0 ? (
          <p className="soft">{t('goal.clocks.still', { n: hours(reading.stood_still) })}</p>
        ) : null}
      </td>
      <td data-name={t('goal.clocks.left')} className="nowrap">
        <span className={!reading.met && reading.remaining < 0 ? 'due-red' : undefined}>{left}</span>
        {reading.suspended ? <span className="tag">{t('stepStatus.suspended')}</span> : null}
      </td>
    </tr>
  )
}
