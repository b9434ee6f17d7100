import { CheckCircleFilled, CloseCircleFilled, ReloadOutlined, WarningFilled } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { ready } from '@/api/ready'
import { useNow } from '@/ui/now'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { sayAgo, sayMoment } from '@/work/time'
import './admin.css'

/** How the system is: what it needs, what asks for somebody's attention, what did not get through. */
export function HealthPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const system = rolesOf(useMe()).includes('system-admin')
  const again = () => {
    for (const queryKey of [keys.ready(), keys.advisories(), keys.failures()]) {
      void client.invalidateQueries({ queryKey })
    }
  }
  return (
    <Page
      title={t('health.title')}
      lead={t('health.lead')}
      extra={
        <Button icon={<ReloadOutlined />} onClick={again}>
          {t('health.again')}
        </Button>
      }
    >
      <Checks />
      <Advisories />
      {system ? <Failures /> : null}
    </Page>
  )
}

function Checks() {
  const { t, i18n } = useTranslation()
  const state = useQuery({ queryKey: keys.ready(), queryFn: ready, refetchInterval: 30_000, staleTime: 0 })
  const word = (name: string) => (i18n.exists(`health.check.${name}`) ? t(`health.check.${name as 'database'}`) : name)
  return (
    <Panel title={t('health.parts')}>
      <Loaded query={state} lines={3}>
        {(found) => (
          <div className="stack">
            <p className={found.ready ? 'plan-ready notice-bar' : 'warn-bar'} role="status">
              {t(found.ready ? 'health.ready' : 'health.notReady')}
            </p>
            <ul className="health-checks">
              {found.checks.map((c) => (
                <li key={c.name} className={c.ok ? 'health-ok' : 'health-bad'}>
                  {c.ok ? <CheckCircleFilled aria-hidden="true" /> : <CloseCircleFilled aria-hidden="true" />}
                  <strong>{word(c.name)}</strong>
                  <span>{c.ok ? t('health.ok') : t('health.bad')}</span>
                  {c.detail ? <code>{c.detail}</code> : null}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

const places = {
  'calendar-awaited': '/admin/calendars',
  'unmanned-post': '/admin/units',
  'unmanned-user': '/admin/handover',
} as const

function Advisories() {
  const { t } = useTranslation()
  const advisories = useQuery({
    queryKey: keys.advisories(),
    queryFn: () => answer(api.GET('/api/v1/advisories')),
  })
  return (
    <Panel title={t('health.advisories')} bare>
      <Loaded query={advisories} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing
              icon={<CheckCircleFilled />}
              title={t('health.advisoriesNone')}
              hint={t('health.advisoriesNoneHint')}
            />
          ) : (
            <ul className="advisories">
              {items.map((a) => (
                <li key={a.code + (a.ref ?? '') + (a.year ?? '')}>
                  <WarningFilled aria-hidden="true" />
                  <span>{a.sentence}</span>
                  <Way advisory={a} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

/** Where somebody does what an advisory asks for. */
function Way({ advisory }: { advisory: Noun['Advisory'] }) {
  const { t } = useTranslation()
  const to = places[advisory.code as keyof typeof places]
  if (!to) return null
  const search = to === '/admin/handover' ? { from: advisory.ref } : to === '/admin/units' ? { post: advisory.ref } : {}
  return (
    <Link to={to} search={search}>
      {t(`health.way.${advisory.code as keyof typeof places}`)}
    </Link>
  )
}

function Failures() {
  const { t } = useTranslation()
  const names = useNames()
  const now = useNow()
  const failures = useQuery({
    queryKey: keys.failures(),
    queryFn: () => answer(api.GET('/api/v1/deliveries/failures', { params: { query: { limit: 100 } } })),
  })
  return (
    <Panel title={t('health.failures')} bare>
      <Loaded query={failures} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing
              icon={<CheckCircleFilled />}
              title={t('health.failuresNone')}
              hint={t('health.failuresNoneHint')}
            />
          ) : (
            <table className="grid grid-cards">
              <thead>
                <tr>
                  <th>{t('health.who')}</th>
                  <th>{t('health.channel')}</th>
                  <th>{t('health.error')}</th>
                  <th>{t('health.attempts')}</th>
                  <th>{t('health.at')}</th>
                  <th>{t('health.next')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((f) => (
                  <tr key={`${f.channel_id}/${f.key}`}>
                    <td>
                      <strong>{names.person(f.user_id)}</strong>
                    </td>
                    <td data-name={t('health.channel')} className="audit-detail">
                      {f.kind} <span className="soft">{f.target}</span>
                    </td>
                    <td data-name={t('health.error')} className="audit-detail">
                      {f.error ?? '—'}
                    </td>
                    <td data-name={t('health.attempts')} className="num">
                      {f.attempts}
                    </td>
                    <td data-name={t('health.at')}>{sayAgo(f.at, now)}</td>
                    <td data-name={t('health.next')}>{f.next_at ? sayMoment(f.next_at, now) : t('health.givenUp')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Panel>
  )
}
