import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Page, Panel } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { useGoal } from '@/work/commands'
import { CommandSheet, type Intent } from '@/work/forms/sheet'
import { useNames } from '@/work/office'
import { PhotoStrip } from '@/work/photo-input'
import { Returned } from '@/work/returned'
import { dayOf, sayDay, sayMoment } from '@/work/time'
import { State } from './hazard-state'
import { HazardSteps, offeredOn } from './hazard-steps'
import { HazardTimeline } from './hazard-timeline'
import { Marks } from './hazards-page'
import { hazardStates } from './kinds'
import './inspections.css'

/** One hazard: where it stands, what may be done, everything that happened. */
export function HazardPage() {
  const { goalId = '', hazardKey = '' } = useParams({ strict: false })
  const hazard = useQuery({
    queryKey: keys.hazard(goalId, hazardKey),
    queryFn: () =>
      answer(api.GET('/api/v1/goals/{id}/hazards/{hazard}', { params: { path: { id: goalId, hazard: hazardKey } } })),
  })
  return <Loaded query={hazard}>{(view) => <Shown view={view} />}</Loaded>
}

function Shown({ view }: { view: Noun['HazardView'] }) {
  const { t } = useTranslation()
  const [intent, setIntent] = useState<Intent | null>(null)
  const { line } = view
  const { hazard: h, standing } = line
  const goal = useGoal(line.goal_id)
  // Whoever has something to do about it finds that first.
  const mine = view.steps.some((s) => offeredOn(goal.data, s.key).length > 0)
  const steps = <HazardSteps view={view} goal={goal.data} onIntent={setIntent} />
  return (
    <Page
      title={h.title}
      lead={
        <span className="row">
          <State standing={standing} overdue={line.overdue ?? false} />
          <Marks hazard={h} />
        </span>
      }
      extra={
        <Button
          icon={<PrinterOutlined />}
          href={`/api/v1/goals/${line.goal_id}/hazards/${h.key}/notice`}
          target="_blank"
          rel="noreferrer"
        >
          {t('hazard.notice')}
        </Button>
      }
    >
      <Track standing={standing} level={h.level} spot={h.spot ?? false} />
      {h.repeats ? (
        <p className="warn-bar">
          {t('hazard.repeated', { day: sayDay(dayOf(h.repeats.found_at)) })}{' '}
          <Link to="/hazards/$goalId/$hazardKey" params={{ goalId: h.repeats.goal, hazardKey: h.repeats.hazard }}>
            {t('hazard.seeEarlier')}
          </Link>
        </p>
      ) : null}
      <Failures view={view} />
      {mine ? steps : null}
      <div className="hazard-top">
        <Facts view={view} />
        <Panel title={t('hazard.photos')}>
          {(h.photos ?? []).length > 0 ? (
            <PhotoStrip photos={(h.photos ?? []).map((p) => p.file)} />
          ) : (
            <p className="soft">{t('hazard.noPhotos')}</p>
          )}
        </Panel>
      </div>
      {mine ? null : steps}
      <Panel title={t('hazard.timeline')}>
        <HazardTimeline view={view} />
      </Panel>
      <CommandSheet intent={intent} onClose={() => setIntent(null)} />
    </Page>
  )
}

/** That a re-inspection was not passed, and as long as it is being put right what is still wrong. */
function Failures({ view }: { view: Noun['HazardView'] }) {
  const { t } = useTranslation()
  const { standing } = view.line
  if (!standing.failures) return null
  const said = t('hazard.failures', { n: standing.failures })
  const last = view.steps.find((s) => s.kind === 'rectification' && s.status === 'returned')?.last
  if (last) {
    return (
      <>
        <Returned opinion={last} />
        <p className="soft">{said}</p>
      </>
    )
  }
  const over = standing.state === 'closed' || standing.state === 'cancelled'
  return <p className={over ? 'soft' : 'warn-bar'}>{said}</p>
}

/** The way of a hazard to its end, and where it is on it. */
function Track({ standing, level, spot }: { standing: Noun['Standing']; level: string; spot: boolean }) {
  const { t } = useTranslation()
  if (standing.state === 'cancelled') return <p className="notice-bar">{t('hazard.cancelledHint')}</p>
  const way = hazardStates.filter((s) => s !== 'cancelled' && !(spot && (s === 'reinspecting' || s === 'accepting')))
  const now = way.indexOf(standing.state)
  return (
    <ol className="hazard-track" aria-label={t('hazard.track')}>
      {way.map((s, i) => (
        <li
          key={s}
          className={i < now || standing.state === 'closed' ? 'track-done' : i === now ? 'track-now' : undefined}
          aria-current={i === now ? 'step' : undefined}
        >
          {s === 'accepting' && level === 'major' ? t('hazard.acceptedByTwo') : t(`hazardState.${s}`)}
        </li>
      ))}
    </ol>
  )
}

function Facts({ view }: { view: Noun['HazardView'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const { line, place } = view
  const h = line.hazard
  const facts: [string, React.ReactNode][] = [
    [
      t('hazard.place'),
      place ? (
        <Link key="place" to="/places/$placeId" params={{ placeId: place.id }}>
          {h.place_name}
        </Link>
      ) : (
        h.place_name
      ),
    ],
    [t('place.address'), place?.address],
    [
      t('hazard.remark'),
      h.remark ? (
        <span key="remark" className="pre">
          {h.remark}
        </span>
      ) : (
        ''
      ),
    ],
    [t('hazard.responsible'), names.full(h.responsible)],
    [t('hazard.reinspector'), names.full(h.reinspector)],
    [t('hazard.officers'), (h.officers ?? []).map((r) => names.full(r)).join(t('say.comma'))],
    [t('hazard.foundAt'), h.found_at ? sayMoment(h.found_at) : ''],
    [
      t('hazard.foundBy'),
      (h.inspectors ?? []).map((i) => i.name || names.full(i.ref)).join(t('say.comma')) || h.found_by?.name,
    ],
    [
      t('hazard.goal'),
      <Link key="goal" to="/goals/$goalId" params={{ goalId: line.goal_id }} search={{ step: h.found_in }}>
        {line.goal_number} {line.goal_title}
      </Link>,
    ],
  ]
  return (
    <Panel title={t('hazard.facts')}>
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
  )
}
