import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Due } from '@/ui/due'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useNames } from '@/work/office'
import { dayOf, sayDay } from '@/work/time'
import { State } from './hazard-state'
import { hazardStates } from './kinds'
import { MyInspections } from './my-inspections'
import { Tabs } from './tabs'
import './inspections.css'

interface Filter {
  q?: string
  unit?: string
  state?: Noun['HazardState']
  level?: Noun['HazardLevel']
  only?: 'open' | 'overdue' | 'repeated'
  place?: string
}

/** 隐患台账: every hazard within the caller's reach, what is due next on top. */
export function HazardsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as Filter
  const hazards = useInfiniteQuery({
    queryKey: keys.hazards(filter),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/hazards', {
          params: {
            query: {
              q: filter.q,
              unit: filter.unit,
              place: filter.place,
              state: filter.state ? [filter.state] : undefined,
              level: filter.level,
              [filter.only ?? 'open']: filter.only ? true : undefined,
              total: pageParam === '' ? true : undefined,
              cursor: pageParam || undefined,
              limit: 50,
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const set = (part: Filter) => void navigate({ to: '/hazards', search: { ...filter, ...part }, replace: true })
  const filtered = Object.values(filter).some((v) => v !== undefined)
  const lines = hazards.data?.pages.flatMap((p) => p.items) ?? []
  const total = hazards.data?.pages[0]?.total
  return (
    <Page
      title={t('hazard.list.title')}
      lead={
        total === undefined
          ? t('hazard.list.lead')
          : t(total >= 10_000 ? 'say.countAtLeast' : 'say.count', { n: total })
      }
    >
      <Tabs />
      <MyInspections />
      <Filters filter={filter} onChange={set} />
      <div className="panel">
        <Loaded query={hazards} lines={10}>
          {() =>
            lines.length === 0 ? (
              <Nothing
                title={t(filtered ? 'hazard.list.empty' : 'hazard.list.none')}
                hint={t(filtered ? 'hazard.list.emptyHint' : 'hazard.list.noneHint')}
              >
                {filtered ? (
                  <Button onClick={() => void navigate({ to: '/hazards', search: {}, replace: true })}>
                    {t('do.reset')}
                  </Button>
                ) : null}
              </Nothing>
            ) : (
              <Lines lines={lines} />
            )
          }
        </Loaded>
      </div>
      {hazards.hasNextPage ? (
        <Button loading={hazards.isFetchingNextPage} onClick={() => void hazards.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (part: Filter) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const tick = (only: NonNullable<Filter['only']>) => (
    <Checkbox checked={filter.only === only} onChange={(e) => onChange({ only: e.target.checked ? only : undefined })}>
      {t(`hazard.list.${only}`)}
    </Checkbox>
  )
  return (
    <div className="row no-print">
      <Input.Search
        aria-label={t('hazard.list.search')}
        placeholder={t('hazard.list.search')}
        allowClear
        defaultValue={filter.q}
        onSearch={(q) => onChange({ q: q.trim() || undefined })}
        className="filter-text"
      />
      <Select
        aria-label={t('hazard.state')}
        placeholder={t('hazard.state')}
        allowClear
        value={filter.state}
        onChange={(state) => onChange({ state })}
        options={hazardStates.map((value) => ({ value, label: t(`hazardState.${value}`) }))}
        className="filter-pick"
      />
      <Select
        aria-label={t('hazard.level')}
        placeholder={t('hazard.level')}
        allowClear
        value={filter.level}
        onChange={(level) => onChange({ level })}
        options={(['general', 'major'] as const).map((value) => ({ value, label: t(`hazardLevel.${value}`) }))}
        className="filter-pick"
      />
      <Select
        aria-label={t('hazard.unit')}
        placeholder={t('hazard.unit')}
        allowClear
        value={filter.unit}
        onChange={(unit) => onChange({ unit })}
        options={names.directory.units.map((u) => ({ value: u.id, label: u.name }))}
        popupMatchSelectWidth={false}
        className="filter-pick"
      />
      {tick('open')}
      {tick('overdue')}
      {tick('repeated')}
    </div>
  )
}

function Lines({ lines }: { lines: Noun['HazardLine'][] }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('hazard.list.title')}>
      <table className="grid grid-cards">
        <thead>
          <tr>
            <th>{t('hazard.state')}</th>
            <th>{t('hazard.title')}</th>
            <th>{t('hazard.place')}</th>
            <th>{t('hazard.responsible')}</th>
            <th>{t('hazard.due')}</th>
            <th>{t('hazard.foundAt')}</th>
            <th>{t('hazard.goal')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ hazard: h, standing, ...line }) => (
            <tr key={`${line.goal_id}/${h.key}`}>
              <td>
                <State standing={standing} overdue={line.overdue ?? false} />
              </td>
              <td className="hazard-title">
                <Link to="/hazards/$goalId/$hazardKey" params={{ goalId: line.goal_id, hazardKey: h.key ?? '' }}>
                  {h.title}
                </Link>{' '}
                <Marks hazard={h} />
              </td>
              <td data-name={t('hazard.place')}>{h.place_name}</td>
              <td data-name={t('hazard.responsible')}>{names.full(h.responsible)}</td>
              <td data-name={t('hazard.due')}>
                {standing.state === 'closed' || standing.state === 'cancelled' ? (
                  <span className="soft">{standing.closed_at ? sayDay(dayOf(standing.closed_at)) : '—'}</span>
                ) : (
                  <Due at={standing.due_at} light={line.overdue ? 'red' : undefined} none="—" />
                )}
              </td>
              <td data-name={t('hazard.foundAt')} className="nowrap">
                {h.found_at ? sayDay(dayOf(h.found_at)) : '—'}
              </td>
              <td data-name={t('hazard.goal')} className="num">
                {line.goal_number}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What sets a hazard apart, in words. */
export function Marks({ hazard: h }: { hazard: Noun['Hazard'] }) {
  const { t } = useTranslation()
  return (
    <>
      {h.level === 'major' ? <span className="tag tag-major">{t('hazardLevel.major')}</span> : null}
      {h.spot ? <span className="tag">{t('hazard.spot')}</span> : null}
      {h.repeats ? <span className="tag tag-repeat">{t('hazard.repeatedShort')}</span> : null}
    </>
  )
}
