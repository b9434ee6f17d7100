import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useWord } from '@/ui/word'
import { DeputyForm } from './deputy-form'
import { useNames } from './office'
import { rolesOf, useMe } from './session'
import { type Day, dayOf, daysBetween, sayDay } from './time'
import './delegations.css'

type Delegation = Noun['Delegation']
type State = 'ended' | 'past' | 'coming' | 'running'

/** Where a standing rule is in its life. */
export function stateOf(d: Delegation, today: Day): State {
  if (d.ended_at) return 'ended'
  if (d.to < today) return 'past'
  return d.from > today ? 'coming' : 'running'
}

const groups = ['running', 'coming', 'over'] as const

/** Standing rules as people look for them: those in force, those to come with the next first, those that are over. */
export function groupsOf(items: Delegation[], today: Day): { group: (typeof groups)[number]; list: Delegation[] }[] {
  const of = (d: Delegation) => {
    const state = stateOf(d, today)
    return state === 'running' || state === 'coming' ? state : 'over'
  }
  return groups
    .map((group) => ({ group, list: items.filter((d) => of(d) === group) }))
    .filter(({ list }) => list.length > 0)
    .map(({ group, list }) => ({
      group,
      list: list.sort((a, b) =>
        group === 'over'
          ? b.to.localeCompare(a.to)
          : group === 'running'
            ? a.to.localeCompare(b.to)
            : a.from.localeCompare(b.from),
      ),
    }))
}

/** Deputies: one's own, or everybody's for those who oversee. */
export function Delegations({ mine }: { mine: boolean }) {
  const { t } = useTranslation()
  const me = useMe()
  const today = dayOf(Date.now())
  const [adding, setAdding] = useState(false)
  const list = useQuery({ queryKey: keys.delegations(), queryFn: () => answer(api.GET('/api/v1/delegations')) })
  const end = useCommand<string, Delegation>({
    send: (id) => answer(api.POST('/api/v1/delegations/{id}/end', { params: { path: { id } } })),
    invalidates: [keys.delegations(), keys.me(), keys.work()],
  })
  const admin = rolesOf(me).includes('system-admin')
  const shown = (list.data?.items ?? []).filter((d) => !mine || d.from_user === me.user.id || d.to_user === me.user.id)
  const add = (primary: boolean) =>
    mine || admin ? (
      <Button
        type={primary ? 'primary' : 'default'}
        icon={shown.length > 0 ? <PlusOutlined /> : null}
        onClick={() => setAdding(true)}
      >
        {t('admin.delegations.add')}
      </Button>
    ) : null
  return (
    <Panel
      title={
        mine ? t('admin.delegations.title') : shown.length > 0 ? t('admin.delegations.sum', { n: shown.length }) : null
      }
      bare
      extra={shown.length > 0 ? add(!mine) : null}
    >
      <ProblemView error={end.error} />
      <Loaded query={list} lines={3}>
        {() =>
          shown.length === 0 ? (
            <Nothing
              title={t('admin.delegations.empty')}
              hint={t(mine || admin ? 'admin.delegations.emptyHint' : 'admin.delegations.emptyOther')}
            >
              {add(true) ?? (
                <Link to="/account">
                  <Button type="primary">{t('admin.delegations.own')}</Button>
                </Link>
              )}
            </Nothing>
          ) : (
            groupsOf(shown, today).map(({ group, list }) => (
              <section key={group} aria-label={t(`admin.delegations.group.${group}`)}>
                <h3 className="deputy-group">
                  {t(`admin.delegations.group.${group}`)} <span className="soft num">{list.length}</span>
                </h3>
                <Rules
                  items={list}
                  today={today}
                  ending={end.isPending}
                  onEnd={(d) => (admin || d.from_user === me.user.id ? () => end.mutate(d.id) : undefined)}
                />
              </section>
            ))
          )
        }
      </Loaded>
      {adding ? <DeputyForm mine={mine} onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

interface RulesProps {
  items: Delegation[]
  today: Day
  ending: boolean
  onEnd: (d: Delegation) => (() => void) | undefined // none: it is not the reader's to end
}

function Rules({ items, today, ending, onEnd }: RulesProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const names = useNames()
  const word = useWord()
  const who = (d: Delegation) => [names.person(d.from_user), names.person(d.to_user)] as const
  const ask = (d: Delegation, end: () => void) => () => {
    const [from, to] = who(d)
    void modal.confirm({ title: t('admin.delegations.endAsk', { from, to }), onOk: end })
  }
  return (
    <table className="grid grid-cards deputy-rules">
      <thead>
        <tr>
          <th>{t('admin.delegations.who')}</th>
          <th>{t('admin.delegations.days')}</th>
          <th>{t('admin.delegations.kinds')}</th>
          <th>{t('admin.delegations.reason')}</th>
          <th>{t('admin.users.status')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((d) => {
          const state = stateOf(d, today)
          const [from, to] = who(d)
          const end = state === 'running' || state === 'coming' ? onEnd(d) : undefined
          return (
            <tr key={d.id}>
              <td data-name={t('admin.delegations.by')}>
                <span className="nowrap">
                  {from} <span className="soft">→</span> <strong>{to}</strong>
                </span>
              </td>
              <td data-name={t('admin.delegations.days')}>
                <span className="nowrap num">
                  {sayDay(d.from)} – {sayDay(d.to, d.from)}
                </span>{' '}
                <span className="soft nowrap">
                  {t('admin.delegations.length', { n: daysBetween(d.from, d.to) + 1 })}
                </span>
              </td>
              <td data-name={t('admin.delegations.kinds')}>
                {(d.kinds ?? []).map((k) => word('goalKind', k)).join(t('say.comma')) ||
                  t('admin.delegations.allKinds')}
              </td>
              <td data-name={t('admin.delegations.reason')}>{d.reason}</td>
              <td data-name={t('admin.users.status')}>
                <span className="row">
                  <span className="tag">{t(`admin.delegations.${state}`)}</span>
                  {state === 'ended' && d.ended_at ? <span className="soft">{sayDay(dayOf(d.ended_at))}</span> : null}
                  {end ? (
                    <Button size="small" loading={ending} onClick={ask(d, end)}>
                      {t('admin.delegations.end')}
                    </Button>
                  ) : null}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
