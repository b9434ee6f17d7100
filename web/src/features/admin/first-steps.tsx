import { CheckCircleFilled, RightCircleOutlined } from '@ant-design/icons'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { dayOf } from '@/work/time'

const roles = ['supervisor', 'leader', 'security-admin', 'audit-admin'] as const

interface Step {
  key: 'units' | 'people' | 'roles' | 'posts' | 'holders' | 'calendar' | 'plan'
  to?: string
  done: boolean
}

/** 开始使用: what an empty installation needs, in the order in which it is done; gone once all is there. */
export function FirstSteps() {
  const system = rolesOf(useMe()).includes('system-admin')
  return system ? <List /> : null
}

function List() {
  const { t } = useTranslation()
  const steps = useSteps()
  const next = steps?.find((s) => !s.done)
  if (!steps || !next || next.key === 'plan') return null
  const done = steps.filter((s) => s.done).length
  return (
    <section className="panel first-steps" aria-label={t('first.title')}>
      <div className="panel-head">
        <h2>{t('first.title')}</h2>
        <span className="soft num">{t('say.of', { n: done, of: steps.length })}</span>
      </div>
      <ol>
        {steps.map((s) => (
          <li key={s.key} className={s.done ? 'first-done' : s === next ? 'first-next' : undefined}>
            {s.done ? <CheckCircleFilled aria-label={t('first.done')} /> : <RightCircleOutlined aria-hidden="true" />}
            <span>
              {s.to && !s.done ? (
                <Link to={s.to}>{t(`first.step.${s.key}`)}</Link>
              ) : (
                <strong>{t(`first.step.${s.key}`)}</strong>
              )}
              <span className="soft">{t(`first.how.${s.key}`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What is there already; undefined until it is known. */
function useSteps(): Step[] | undefined {
  const { directory } = useNames()
  const calendars = useQuery({ queryKey: keys.calendars(), queryFn: () => answer(api.GET('/api/v1/calendars')) })
  const held = useQueries({
    queries: roles.map((role) => {
      const query = { role, status: 'active' as const, limit: 1 }
      return { queryKey: keys.users(query), queryFn: () => answer(api.GET('/api/v1/users', { params: { query } })) }
    }),
  })
  if (!calendars.data || held.some((h) => !h.data) || directory.people.length === 0) return undefined
  const year = Number(dayOf(Date.now()).slice(0, 4))
  const active = calendars.data.items.find((c) => c.active) ?? calendars.data.items[0]
  const years = (active?.calendar as { years?: Noun['CalendarYear'][] } | undefined)?.years ?? []
  const filled = new Set(directory.people.flatMap((p) => p.posts ?? []))
  return [
    { key: 'units', to: '/admin/units', done: directory.units.length > 0 },
    { key: 'posts', to: '/admin/units', done: directory.posts.length > 0 },
    { key: 'people', to: '/admin/users/import', done: directory.people.length > 3 },
    {
      key: 'holders',
      to: '/admin/units',
      done: directory.posts.length > 0 && directory.posts.some((p) => filled.has(p.id)),
    },
    { key: 'roles', to: '/admin/users', done: held.every((h) => (h.data?.items.length ?? 0) > 0) },
    {
      key: 'calendar',
      to: '/admin/calendars',
      done: years.some((y) => y.year === year && y.status === 'official'),
    },
    { key: 'plan', done: false }, // the last, and somebody else's: the list goes when all before it is done
  ]
}
