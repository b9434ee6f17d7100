import { EllipsisOutlined, LogoutOutlined } from '@ant-design/icons'
import { Link, Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { type Locale, speak } from '@/i18n'
import { useLater } from '@/ui/later'
import { Menu } from '@/ui/menu'
import { useOnline } from '@/ui/online'
import { Bones, ProblemView } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { rolesOf, useSession } from '@/work/session'
import { useUnread } from '@/work/unread'
import { IdleWatch } from './idle'
import { type Entry, entriesFor, standsUnder } from './nav'
import { noteSignedIn, useSignOut, wasSignedIn } from './session'
import './shell.css'
import { Button } from '@/ui/button'

const loadMore = () => import('./more-drawer').then((m) => m.MoreDrawer)

/** Everything behind sign-in: navigation round the page that is open. */
export function Shell() {
  const session = useSession()
  const { pathname, searchStr } = useLocation()
  const wide = useWide()
  const here = session.data !== undefined
  useEffect(() => {
    if (here) noteSignedIn(true)
  }, [here])
  // On the way out the address changes before the page does: to be sent off once more would never end.
  if (['/sign-in', '/password', '/second-factor'].includes(pathname)) return <Bones />
  const back = pathname === '/' ? undefined : pathname + searchStr
  if (session.error && !session.data) {
    if (asProblem(session.error).signedOut) {
      return <Navigate to="/sign-in" search={{ back, why: wasSignedIn() ? 'expired' : undefined }} replace />
    }
    return (
      <div className="page page-narrow">
        <ProblemView error={session.error} onRetry={() => session.refetch()} retrying={session.isFetching} />
      </div>
    )
  }
  if (!session.data) return <Bones />
  const me = session.data
  if (me.must_change_password) return <Navigate to="/password" search={{ back }} replace />
  if (me.must_enrol) return <Navigate to="/second-factor" search={{ back }} replace />
  const found = entriesFor(rolesOf(me))
  return (
    <div className={wide ? 'shell' : 'shell shell-phone'}>
      <SkipLink />
      {wide ? <Side entries={found} name={me.user.name} /> : <TopBar name={me.user.name} />}
      <main id="main" className="shell-main" tabIndex={-1}>
        <NoNetwork />
        <Suspense fallback={<Bones />}>
          <Outlet />
        </Suspense>
      </main>
      {wide ? null : <BottomBar entries={found} />}
      {me.session ? <IdleWatch session={me.session} /> : null}
    </div>
  )
}

/** What somebody without a network may rely on. A page that works without one says so itself. */
function NoNetwork() {
  const { t } = useTranslation()
  const online = useOnline()
  const worksWithout = useMatches({ select: (found) => found.some((m) => m.staticData.offline) })
  if (online || worksWithout) return null
  return (
    <p className="warn-bar no-print" role="status">
      {t('app.noNetwork')}
    </p>
  )
}

function SkipLink() {
  const { t } = useTranslation()
  return (
    <a className="skip" href="#main">
      {t('app.skip')}
    </a>
  )
}

function Side({ entries, name }: { entries: Entry[]; name: string }) {
  const { t } = useTranslation()
  const work = entries.filter((e) => !e.admin && e.place !== 'account')
  const admin = entries.filter((e) => e.admin)
  return (
    <header className="side no-print">
      <Link to="/" className="side-brand">
        <img src="/favicon.svg" alt="" width={28} height={28} />
        <span>{t('app.name')}</span>
      </Link>
      <nav aria-label={t('nav.main')}>
        <NavList entries={work} />
        {admin.length > 0 ? <p className="side-group">{t('nav.admin')}</p> : null}
        <NavList entries={admin} />
      </nav>
      <AccountMenu name={name} />
    </header>
  )
}

/** How an entry looks where the page stands under it. The link's own sense of it knows addresses only. */
function useHere(): (e: Entry) => { 'aria-current'?: 'page'; activeOptions: { exact: true; includeSearch: false } } {
  const under = standsUnder(useLocation().pathname)
  return (e) => ({
    'aria-current': under === e.to || under.startsWith(`${e.to}/`) ? 'page' : undefined,
    activeOptions: { exact: true, includeSearch: false },
  })
}

function NavList({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation()
  const here = useHere()
  return (
    <ul>
      {entries.map((e) => (
        <li key={e.place}>
          <Link to={e.to} className={here(e)['aria-current'] ? 'side-link side-link-on' : 'side-link'} {...here(e)}>
            <span aria-hidden="true">{e.icon}</span>
            {t(`nav.${e.place}`)}
            {e.place === 'notices' ? <Unread /> : null}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** How many notices wait to be read. */
function Unread() {
  const { t } = useTranslation()
  const n = useUnread()
  if (n === 0) return null
  return (
    <span className="unread" role="img" aria-label={t('notices.unread', { n })}>
      {n > 99 ? '99+' : n}
    </span>
  )
}

function AccountMenu({ name }: { name: string }) {
  const { t, i18n } = useTranslation()
  const signOut = useSignOut()
  const other: Locale = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <Menu
      items={[
        { key: 'account', label: <Link to="/account">{t('nav.account')}</Link> },
        { key: 'language', label: other === 'en' ? 'English' : '中文', onClick: () => void speak(other) },
        { type: 'divider' },
        { key: 'out', icon: <LogoutOutlined />, label: t('nav.signOut'), onClick: () => void signOut() },
      ]}
    >
      <Button type="text" className="side-account">
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
        <span className="side-name">{name}</span>
      </Button>
    </Menu>
  )
}

function TopBar({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <header className="top no-print">
      <Link to="/" className="side-brand">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span>{t('app.name')}</span>
      </Link>
      <AccountMenu name={name} />
    </header>
  )
}

function BottomBar({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation()
  const here = useHere()
  const [open, setOpen] = useState(false)
  const [opened, setOpened] = useState(false) // once, so that it may slide away when it closes
  if (open && !opened) setOpened(true)
  const MoreDrawer = useLater(loadMore, open)
  const first = entries.slice(0, 4)
  const rest = entries.slice(4)
  const item = (e: Entry) => (
    <li key={e.place}>
      <Link to={e.to} onClick={() => setOpen(false)} {...here(e)}>
        <span aria-hidden="true">{e.icon}</span>
        <span>{t(`nav.${e.place}`)}</span>
        {e.place === 'notices' ? <Unread /> : null}
      </Link>
    </li>
  )
  return (
    <nav className="bottom no-print" aria-label={t('nav.main')}>
      <ul>
        {first.map(item)}
        {rest.length > 0 ? (
          <li>
            <button type="button" onClick={() => setOpen(!open)} aria-expanded={open}>
              <span aria-hidden="true">
                <EllipsisOutlined />
              </span>
              <span>{t('nav.more')}</span>
              {rest.some((e) => e.place === 'notices') ? <Unread /> : null}
            </button>
          </li>
        ) : null}
      </ul>
      {opened && MoreDrawer ? (
        <MoreDrawer open={open} onClose={() => setOpen(false)}>
          <ul className="bottom-more">{rest.map(item)}</ul>
        </MoreDrawer>
      ) : null}
    </nav>
  )
}
