import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { sayDay } from '@/work/time'
import type { Goal } from './model'
import { pointerOf } from './year'

interface Props {
  plan: string
  goals: Goal[]
  onGo: (pointer: string) => void
}

const latest = (days: Record<string, string>) => Object.values(days).sort().at(-1)

/** When each goal can be through at the earliest, when if everybody takes all their time, and which seasons it would miss. */
export function Outlook({ plan, goals, onGo }: Props) {
  const { t } = useTranslation()
  const outlook = useQuery({
    queryKey: keys.outlook(plan),
    queryFn: () => answer(api.GET('/api/v1/plans/{id}/outlook', { params: { path: { id: plan } } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const day = (d: string | undefined) => (d ? sayDay(d) : '—')
  return (
    <Panel title={t('rehearsal.outlook')} bare>
      <p className="hint panel-hint">{t('rehearsal.outlookHint')}</p>
      <Loaded query={outlook}>
        {({ items }) => (
          <table className="grid grid-cards">
            <thead>
              <tr>
                <th>{t('plans.goal_')}</th>
                <th>{t('rehearsal.earliest')}</th>
                <th>{t('rehearsal.expected')}</th>
                <th>{t('rehearsal.filing')}</th>
                <th>{t('rehearsal.windows')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((o) => {
                const index = goals.findIndex((g) => g.id === o.goal)
                return (
                  <tr key={o.goal}>
                    <td>
                      <button
                        type="button"
                        className="as-link"
                        onClick={() => onGo(pointerOf(goals, o.goal, undefined))}
                      >
                        {index + 1} {goals[index]?.title}
                      </button>
                      {o.beyond ? <p className="hint">{t('rehearsal.beyond')}</p> : null}
                    </td>
                    <td data-name={t('rehearsal.earliest')}>{day(latest(o.earliest))}</td>
                    <td data-name={t('rehearsal.expected')}>{day(latest(o.expected))}</td>
                    <td data-name={t('rehearsal.filing')}>{day(o.filing)}</td>
                    <td data-name={t('rehearsal.windows')}>
                      <Windows
                        windows={o.windows}
                        goal={goals[index]}
                        onGo={(step) => onGo(pointerOf(goals, o.goal, step))}
                      />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  )
}

interface WindowsProps {
  windows: Noun['TemplateWindow'][]
  goal: Goal | undefined
  onGo: (step: string) => void
}

function Windows({ windows, goal, onGo }: WindowsProps) {
  const { t } = useTranslation()
  if (windows.length === 0) return <span className="soft">—</span>
  return (
    <ul className="outlook-windows">
      {windows.map((w) => (
        <li key={w.step}>
          <span className={`tag window-${w.state}`}>{t(`rehearsal.window.${w.state}`)}</span>{' '}
          <button type="button" className="as-link" onClick={() => onGo(w.step)}>
            {goal?.steps?.find((s) => s.key === w.step)?.title ?? w.step}
          </button>{' '}
          <span className="soft">
            {t(w.opens_on ? 'rehearsal.windowSays' : 'rehearsal.windowBy', {
              opens: w.opens_on ? sayDay(w.opens_on) : '',
              by: sayDay(w.by),
              earliest: sayDay(w.earliest),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}
