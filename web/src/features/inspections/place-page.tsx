import { EditOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { sayMoment } from '@/work/time'
import { State } from './hazard-state'
import { Marks } from './hazards-page'
import { PlaceForm } from './place-form'
import './inspections.css'

/** One place: what it is, and everything that was seen there. */
export function PlacePage() {
  const { placeId = '' } = useParams({ strict: false })
  const place = useQuery({
    queryKey: keys.place(placeId),
    queryFn: () => answer(api.GET('/api/v1/places/{id}', { params: { path: { id: placeId } } })),
  })
  return <Loaded query={place}>{(p) => <Shown place={p} />}</Loaded>
}

function Shown({ place }: { place: Noun['Place'] }) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const names = useNames()
  const navigate = useNavigate()
  const roles = rolesOf(useMe())
  const [editing, setEditing] = useState(false)
  const may = roles.some((r) => r === 'cadre' || r === 'supervisor' || r === 'leader' || r === 'system-admin')
  const mayRemove = roles.some((r) => r === 'supervisor' || r === 'system-admin')
  const remove = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/places/{id}', { params: { path: { id } } })),
    invalidates: [],
    done: () => void navigate({ to: '/places' }),
  })
  const facts: [string, React.ReactNode][] = [
    [t('place.kind'), t(`placeKind.${place.kind}`)],
    [t('place.unit'), names.unit(place.unit_id)],
    [t('place.address'), place.address],
    [t('place.person'), place.person],
    [
      t('place.phone'),
      place.phone ? (
        <a key="phone" href={`tel:${place.phone}`}>
          {place.phone}
        </a>
      ) : (
        ''
      ),
    ],
    [
      t('place.responsible'),
      place.responsible ? names.full(place.responsible) : t('hazard.headOf', { unit: names.unit(place.unit_id) }),
    ],
  ]
  return (
    <Page
      title={place.name}
      lead={
        <span className="row">
          <span className="num">{place.code}</span>
          {place.active ? null : <span className="tag">{t('place.former')}</span>}
        </span>
      }
      extra={
        <>
          {mayRemove ? (
            <Button
              danger
              onClick={() =>
                modal.confirm({
                  title: t('place.remove'),
                  content: t('place.removeAsk', { name: place.name }),
                  okButtonProps: { danger: true },
                  onOk: () => remove.mutate(place.id),
                })
              }
            >
              {t('place.remove')}
            </Button>
          ) : null}
          {may ? (
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {t('place.edit')}
            </Button>
          ) : null}
        </>
      }
    >
      <ProblemView error={remove.error} />
      <Panel>
        <dl className="facts">
          {facts.map(([name, value]) =>
            value ? (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
      </Panel>
      <History place={place} />
      {editing ? <PlaceForm place={place} onClose={() => setEditing(false)} /> : null}
    </Page>
  )
}

function History({ place }: { place: Noun['Place'] }) {
  const { t } = useTranslation()
  const history = useInfiniteQuery({
    queryKey: keys.placeHistory(place.id),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/places/{id}/history', {
          params: { path: { id: place.id }, query: { cursor: pageParam || undefined, limit: 50 } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const events = history.data?.pages.flatMap((p) => p.items) ?? []
  const found = events.flatMap((e) => (e.hazard ? [e] : []))
  const open = found.filter((e) => e.standing?.state !== 'closed' && e.standing?.state !== 'cancelled')
  const repeated = found.filter((e) => e.hazard?.repeats)
  return (
    <Panel
      title={t('place.history')}
      extra={
        found.length > 0 ? (
          <span className="row">
            <span className="tag">{t('place.found', { n: found.length })}</span>
            <span className={open.length > 0 ? 'tag tag-major' : 'tag'}>{t('place.open', { n: open.length })}</span>
            {repeated.length > 0 ? (
              <span className="tag tag-repeat">{t('place.repeated', { n: repeated.length })}</span>
            ) : null}
          </span>
        ) : null
      }
    >
      <Loaded query={history}>
        {() =>
          events.length === 0 ? (
            <Nothing title={t('place.noHistory')} hint={t('place.noHistoryHint')} />
          ) : (
            <ol className="hazard-events">
              {events.map((e) => (
                <li key={`${e.goal_id}/${e.step ?? ''}/${e.hazard?.key ?? ''}/${e.round ?? 0}/${e.at}`}>
                  <time dateTime={e.at} className="soft num">
                    {sayMoment(e.at)}
                  </time>
                  {e.hazard ? <FoundLine event={e} /> : <VisitLine event={e} />}
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
      {history.hasNextPage ? <Button onClick={() => void history.fetchNextPage()}>{t('do.more')}</Button> : null}
    </Panel>
  )
}

function FoundLine({ event: e }: { event: Noun['PlaceEvent'] }) {
  const { t } = useTranslation()
  if (!e.hazard) return null
  return (
    <div>
      <p className="row">
        <Link to="/hazards/$goalId/$hazardKey" params={{ goalId: e.goal_id, hazardKey: e.hazard.key ?? '' }}>
          <strong>
            {t('place.hazard')}
            {t('say.colon')}
            {e.hazard.title}
          </strong>
        </Link>
        <Marks hazard={e.hazard} />
      </p>
      {e.standing ? <State standing={e.standing} overdue={false} /> : null}
    </div>
  )
}

function VisitLine({ event: e }: { event: Noun['PlaceEvent'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const results = e.check?.results ?? []
  const count = (outcome: string) => results.filter((r) => r.outcome === outcome).length
  return (
    <div>
      <p className="row">
        <Link to="/goals/$goalId" params={{ goalId: e.goal_id }} search={{ step: e.step }}>
          <strong>{t('place.visit')}</strong>
        </Link>
        {e.outcome ? <span className="tag">{t(`outcome.${e.outcome}`)}</span> : null}
      </p>
      <p>{t('place.results', { pass: count('pass'), fail: count('fail'), na: count('na') })}</p>
      <p className="soft">
        {(e.check?.inspectors ?? []).map((i) => i.name || names.full(i.ref)).join(t('say.comma'))} · {e.goal_number}{' '}
        {e.goal_title}
      </p>
      {e.check?.note ? <p className="pre">{e.check.note}</p> : null}
    </div>
  )
}
