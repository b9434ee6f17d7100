import { DownOutlined, FileExcelOutlined, PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Menu } from '@/ui/menu'
import { useNow } from '@/ui/now'
import { Page } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { sayAgo } from '@/work/time'
import { FirstSteps } from './first-steps'
import { LeaveDialog } from './leave-dialog'
import { ThreeAdmins } from './three-admins'
import { OnceModal, RolesForm, UserForm } from './user-forms'
import './admin.css'

type User = Noun['User']
type Dialog =
  | { what: 'edit'; user?: User }
  | { what: 'roles' | 'leave'; user: User }
  | { what: 'once'; once: Noun['OneTime'] }
type Act = 'lock' | 'unlock' | 'reset-second-factor'

/** Accounts: made and locked by the system administrator, given roles by the security administrator. */
export function UsersPage() {
  const { t } = useTranslation()
  const roles = rolesOf(useMe())
  const [q, setQ] = useState('')
  const [status, setStatus] = useState<Noun['UserStatus'] | undefined>()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const query = { q: q || undefined, status }
  const users = useInfiniteQuery({
    queryKey: keys.users(query),
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/users', { params: { query: { ...query, cursor: pageParam || undefined, limit: 100 } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const invalidates = [['office', 'users'] as const, keys.directory()]
  const act = useCommand<{ id: string; act: Act }, User>({
    send: ({ id, act }) => {
      const params = { params: { path: { id } } }
      if (act === 'lock') return answer(api.POST('/api/v1/users/{id}/lock', params))
      if (act === 'unlock') return answer(api.POST('/api/v1/users/{id}/unlock', params))
      return answer(api.POST('/api/v1/users/{id}/reset-second-factor', params))
    },
    invalidates,
  })
  const reset = useCommand<string, Noun['OneTime']>({
    send: (id) => answer(api.POST('/api/v1/users/{id}/reset-password', { params: { path: { id } } })),
    invalidates,
    done: (once) => setDialog({ what: 'once', once }),
  })
  const items = users.data?.pages.flatMap((p) => p.items) ?? []
  const system = roles.includes('system-admin')
  const security = roles.includes('security-admin')
  return (
    <Page
      title={t('admin.users.title')}
      lead={t('admin.users.lead')}
      extra={
        system ? (
          <>
            <Link to="/admin/users/import">
              <Button icon={<FileExcelOutlined />}>{t('people.title')}</Button>
            </Link>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog({ what: 'edit' })}>
              {t('admin.users.add')}
            </Button>
          </>
        ) : null
      }
    >
      <FirstSteps />
      <ThreeAdmins />
      <div className="row">
        <Input.Search
          className="filter-text"
          aria-label={t('admin.users.search')}
          placeholder={t('admin.users.search')}
          allowClear
          onSearch={(text) => setQ(text.trim())}
        />
        <Select
          aria-label={t('admin.users.status')}
          value={status ?? ''}
          onChange={(s) => setStatus(s === '' ? undefined : (s as Noun['UserStatus']))}
          options={[
            { value: '', label: t('admin.users.all') },
            ...(['active', 'locked', 'left'] as const).map((s) => ({ value: s, label: t(`userStatus.${s}`) })),
          ]}
        />
      </div>
      <ProblemView error={act.error ?? reset.error} />
      <div className="panel">
        <Loaded query={users}>
          {() =>
            items.length === 0 ? (
              <Nothing title={t('admin.users.empty')} hint={t('admin.users.emptyHint')} />
            ) : (
              <Table
                items={items}
                system={system}
                security={security}
                onEdit={(user) => setDialog({ what: 'edit', user })}
                onRoles={(user) => setDialog({ what: 'roles', user })}
                onReset={(user) => reset.mutate(user.id)}
                onLeave={(user) => setDialog({ what: 'leave', user })}
                onAct={(user, what) => act.mutate({ id: user.id, act: what })}
              />
            )
          }
        </Loaded>
      </div>
      {users.hasNextPage ? <Button onClick={() => void users.fetchNextPage()}>{t('do.more')}</Button> : null}
      {dialog?.what === 'edit' ? (
        <UserForm
          user={dialog.user}
          onClose={() => setDialog(null)}
          onOnce={(once) => setDialog({ what: 'once', once })}
        />
      ) : null}
      {dialog?.what === 'roles' ? <RolesForm user={dialog.user} onClose={() => setDialog(null)} /> : null}
      {dialog?.what === 'leave' ? <LeaveDialog user={dialog.user} onClose={() => setDialog(null)} /> : null}
      {dialog?.what === 'once' ? <OnceModal once={dialog.once} onClose={() => setDialog(null)} /> : null}
    </Page>
  )
}

interface TableProps {
  items: User[]
  system: boolean
  security: boolean
  onEdit: (user: User) => void
  onRoles: (user: User) => void
  onReset: (user: User) => void
  onLeave: (user: User) => void
  onAct: (user: User, act: Act) => void
}

function Table({ items, system, security, onEdit, onRoles, onReset, onLeave, onAct }: TableProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const names = useNames()
  const me = useMe()
  const now = useNow()
  const sure = (title: string, content: string, onOk: () => void) => () => modal.confirm({ title, content, onOk })
  const menu = (u: User) => [
    { key: 'edit', label: t('admin.users.edit'), onClick: () => onEdit(u) },
    {
      key: 'reset',
      label: t('admin.users.reset'),
      onClick: sure(`${t('admin.users.reset')} · ${u.name}`, t('people.resetAsk'), () => onReset(u)),
    },
    ...(u.second_factor
      ? [
          {
            key: 'factor',
            label: t('people.resetFactor'),
            onClick: sure(`${t('people.resetFactor')} · ${u.name}`, t('people.resetFactorAsk'), () =>
              onAct(u, 'reset-second-factor'),
            ),
          },
        ]
      : []),
    u.status === 'locked'
      ? { key: 'unlock', label: t('admin.users.unlock'), onClick: () => onAct(u, 'unlock') }
      : {
          key: 'lock',
          label: t('admin.users.lock'),
          onClick: sure(`${t('admin.users.lock')} · ${u.name}`, t('people.lockAsk'), () => onAct(u, 'lock')),
        },
    { key: 'leave', label: t('admin.users.leave'), danger: true, onClick: () => onLeave(u) },
  ]
  return (
    <table className="grid grid-cards">
      <thead>
        <tr>
          <th>{t('admin.users.name')}</th>
          <th>{t('admin.users.username')}</th>
          <th>{t('admin.users.unit')}</th>
          <th>{t('admin.users.roles')}</th>
          <th>{t('admin.users.status')}</th>
          <th>{t('admin.users.lastSignIn')}</th>
          {system || security ? (
            <th>
              <span className="sr-only">{t('do.edit')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {items.map((u) => (
          <tr key={u.id}>
            <td>
              <strong>{u.name}</strong>
            </td>
            <td data-name={t('admin.users.username')}>{u.username}</td>
            <td data-name={t('admin.users.unit')}>{names.unit(u.unit_id) || '—'}</td>
            <td data-name={t('admin.users.roles')}>
              {(u.roles ?? []).map((r) => t(`role.${r}`)).join(t('say.comma')) || '—'}
            </td>
            <td data-name={t('admin.users.status')}>
              {t(`userStatus.${u.status}`)}
              {u.second_factor ? <span className="soft"> · {t('people.factor')}</span> : null}
            </td>
            <td data-name={t('admin.users.lastSignIn')} className="soft">
              {u.last_sign_in ? sayAgo(u.last_sign_in, now) : t('admin.users.never')}
            </td>
            {system || security ? (
              <td>
                {system && u.status !== 'left' ? (
                  <Menu items={menu(u)}>
                    <Button
                      size="small"
                      icon={<DownOutlined />}
                      iconPlacement="end"
                      aria-label={`${t('do.edit')} ${u.name}`}
                    >
                      {t('do.edit')}
                    </Button>
                  </Menu>
                ) : null}
                {security && u.status !== 'left' && u.id !== me.user.id ? (
                  <Button size="small" aria-label={`${t('admin.users.setRoles')} ${u.name}`} onClick={() => onRoles(u)}>
                    {t('admin.users.setRoles')}
                  </Button>
                ) : null}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
