import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { addDays, type Day, sayDay } from '@/work/time'
import { DayRows } from './day-rows'
import { type Duty, dutiesOf, type Line } from './days'
import { Pending } from './pending'
import { SwapDialog } from './swap-dialog'
import './roster.css'

const route = getRouteApi('/shell/roster')
const weeks = 8

function useRosters(from: Day | undefined) {
  return useInfiniteQuery({
    queryKey: keys.rosters(from ?? ''),
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/rosters', { params: { query: { from, limit: 100, cursor: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** 值班表: whose turn it is, week by week; the reader's own days first. */
export function RosterPage() {
  const { t } = useTranslation()
  const { from } = route.useSearch()
  const rosters = useRosters(from)
  return (
    <Page title={t('roster.title')} lead={t('roster.lead')}>
      <Loaded query={rosters}>
        {({ pages }) => {
          const first = pages[0]
          if (!first) return null
          return (
            <>
              <Rosters lines={pages.flatMap((p) => p.items)} from={first.from} to={first.to} today={first.today} />
              {rosters.hasNextPage ? (
                <Button loading={rosters.isFetchingNextPage} onClick={() => rosters.fetchNextPage()}>
                  {t('do.more')}
                </Button>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

interface Props {
  lines: Line[]
  from: Day
  to: Day
  today: Day
}

function Rosters({ lines, from, to, today }: Props) {
  const { t } = useTranslation()
  const { view } = route.useSearch()
  const [swap, setSwap] = useState<Duty>()
  if (lines.length === 0) return <Nothing title={t('roster.none')} hint={t('roster.noneHint')} />
  const duties = dutiesOf(lines)
  const mine = duties.filter((d) => d.day.mine && d.day.on >= today)
  return (
    <>
      {mine.length > 0 ? (
        <Panel title={t('roster.mine')} bare>
          <DayRows duties={mine} today={today} onSwap={setSwap} />
        </Panel>
      ) : null}
      <Pending lines={lines} today={today} />
      <Panel
        title={t('roster.span', { from: sayDay(from, today), to: sayDay(to, today) })}
        extra={<Span from={from} />}
        bare
      >
        {duties.length > 0 ? (
          <DayRows duties={duties} by={view === 'month' ? 'month' : 'week'} today={today} onSwap={setSwap} />
        ) : (
          <Nothing title={t('roster.empty')} hint={t('roster.emptyHint')} />
        )}
        <Remarks lines={lines} />
      </Panel>
      {swap ? <SwapDialog duty={swap} today={today} onClose={() => setSwap(undefined)} /> : null}
    </>
  )
}

/** Which weeks are shown, and how; both stand in the address. */
function Span({ from }: { from: Day }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const { view } = route.useSearch()
  const go = (day: Day | undefined) => void navigate({ search: (s) => ({ ...s, from: day }) })
  return (
    <span className="row no-print">
      <Button onClick={() => go(addDays(from, -7 * weeks))}>{t('roster.earlier')}</Button>
      <Button onClick={() => go(undefined)}>{t('roster.now')}</Button>
      <Button onClick={() => go(addDays(from, 7 * weeks))}>{t('roster.later')}</Button>
      <Segmented
        value={view ?? 'week'}
        options={(['week', 'month'] as const).map((value) => ({ value, label: t(`roster.by.${value}`) }))}
        onChange={(value) =>
          void navigate({ search: (s) => ({ ...s, view: value === 'month' ? 'month' : undefined }) })
        }
      />
    </span>
  )
}

/** What a list of days cannot say by itself. */
function Remarks({ lines }: { lines: Line[] }) {
  const { t } = useTranslation()
  const waiting = lines.filter((l) => l.roster.status === 'pending')
  const beyond = lines.some((l) => l.roster.beyond)
  if (waiting.length === 0 && !beyond) return null
  return (
    <div className="panel-body soft">
      {waiting.map(({ roster }) => (
        <p key={`${roster.goal_id}/${roster.step}`}>{t('roster.notStarted', { title: roster.step_title })}</p>
      ))}
      {beyond ? <p>{t('roster.beyond')}</p> : null}
    </div>
  )
}
