import { BellOutlined, PrinterOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { CommandSheet, type Intent } from '@/work/forms/sheet'
import { useNames } from '@/work/office'
import { sayTarget } from '@/work/quantity'
import { rolesOf, useMe } from '@/work/session'
import { dayOf, sayDay } from '@/work/time'
import { Filters } from './filters'
import type { Filter } from './saved'
import './ledger.css'

function queryOf(f: Filter, cursor: string) {
  return {
    q: f.q as string | undefined,
    unit: f.unit as string | undefined,
    kind: f.kind as string | undefined,
    light: f.light as Noun['Light'] | undefined,
    status: f.status ? [f.status as Noun['StepStatus']] : undefined,
    who: f.who as string | undefined,
    due_from: f.from as string | undefined,
    due_to: f.to as string | undefined,
    year: f.year as number | undefined,
    total: cursor === '' ? true : undefined,
    cursor: cursor || undefined,
    limit: 50,
  }
}

/** 台账: a line a step, by due date, within the caller's reach. */
export function LedgerPage() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as Filter
  const [intent, setIntent] = useState<Intent | null>(null)
  const ledger = useInfiniteQuery({
    queryKey: keys.ledger(filter),
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/ledger', { params: { query: queryOf(filter, pageParam) } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const set = (next: Filter) => void navigate({ to: '/ledger', search: next as object, replace: true })
  const lines = ledger.data?.pages.flatMap((p) => p.items) ?? []
  const total = ledger.data?.pages[0]?.total
  const filtered = Object.values(filter).some((v) => v !== undefined)
  const oversees = rolesOf(me).some((r) => r === 'leader' || r === 'supervisor')
  return (
    <Page
      title={t('ledger.title')}
      lead={
        total === undefined ? t('ledger.lead') : t(total >= 10_000 ? 'say.countAtLeast' : 'say.count', { n: total })
      }
      extra={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('ledger.print')}
        </Button>
      }
    >
      <Filters filter={filter} onChange={set} user={me.user.id} />
      <div className="panel">
        <Loaded query={ledger} lines={12}>
          {() =>
            lines.length === 0 ? (
              <Nothing
                title={t(filtered ? 'ledger.empty' : 'ledger.none')}
                hint={t(filtered ? 'ledger.emptyHint' : 'ledger.noneHint')}
              >
                {filtered ? <Button onClick={() => set({})}>{t('do.reset')}</Button> : null}
              </Nothing>
            ) : (
              <Lines lines={lines} oversees={oversees} onIntent={setIntent} />
            )
          }
        </Loaded>
      </div>
      {ledger.hasNextPage ? (
        <Button loading={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
      <CommandSheet intent={intent} onClose={() => setIntent(null)} />
    </Page>
  )
}

interface LinesProps {
  lines: Noun['LedgerLine'][]
  oversees: boolean
  onIntent: (intent: Intent) => void
}

function Lines({ lines, oversees, onIntent }: LinesProps) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('ledger.title')}>
      <table className="grid grid-cards">
        <thead>
          <tr>
            <th>{t('ledger.light')}</th>
            <th>{t('ledger.step')}</th>
            <th>{t('ledger.goal')}</th>
            <th>{t('ledger.unit')}</th>
            <th>{t('ledger.who')}</th>
            <th>{t('ledger.status')}</th>
            <th>{t('ledger.due')}</th>
            <th>{t('ledger.amount')}</th>
            <th className="no-print">{t('ledger.urged')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ step, light, ...line }) => {
            const original = step.clock?.original
            const working = ['open', 'active', 'returned', 'review'].includes(step.status ?? '')
            return (
              <tr key={`${step.goal_id}/${step.key}`}>
                <td>
                  <Light light={light} />
                </td>
                <td className="ledger-step">
                  <Link to="/goals/$goalId" params={{ goalId: step.goal_id }} search={{ step: step.key }}>
                    {step.title}
                  </Link>
                </td>
                <td data-name={t('ledger.goal')} className="ledger-goal">
                  <span>
                    <span className="num">{line.goal_number}</span> {line.goal_title}
                  </span>
                </td>
                <td data-name={t('ledger.unit')}>{names.unit(step.lead_unit || line.goal_unit)}</td>
                <td data-name={t('ledger.who')}>{names.full(step.lead)}</td>
                <td data-name={t('ledger.status')} className="nowrap">
                  {t(`stepStatus.${step.status ?? 'pending'}`)}
                </td>
                <td data-name={t('ledger.due')}>
                  <span>
                    <Due at={step.due_at} light={light} met={step.met_at} none={t('time.due.notOpen')} />
                    {original && step.due_at && dayOf(original) !== dayOf(step.due_at) ? (
                      <span className="soft nowrap"> {t('ledger.original', { day: sayDay(dayOf(original)) })}</span>
                    ) : null}
                  </span>
                </td>
                <td data-name={t('ledger.amount')} className="num nowrap">
                  {step.target
                    ? `${sayTarget({ milli: step.total ?? 0, unit: '' }).trim()} / ${sayTarget(step.target)}`
                    : '—'}
                </td>
                <td data-name={t('ledger.urged')} className="no-print">
                  <span className="row">
                    <span className="num">{step.urged}</span>
                    {oversees && working ? (
                      <Button
                        size="small"
                        icon={<BellOutlined />}
                        aria-label={`${t('ledger.urge')} ${step.title}`}
                        onClick={() => onIntent({ goal: step.goal_id, step: step.key, command: 'urge' })}
                      />
                    ) : null}
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
