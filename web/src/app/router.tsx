import { type QueryClient, useQuery } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { keys } from '@/api/keys'
import { Bones, Nothing } from '@/ui/states'
import { Failed } from './fence'
import { homeOf } from './nav'
import { type Me, rolesOf } from './session'
import { Shell } from './shell'

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: Missing })

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (s): { back?: string; why?: string } => ({ back: text(s.back), why: text(s.why) }),
  component: lazyRouteComponent(() => import('@/features/sign-in/sign-in-page'), 'SignInPage'),
})

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('@/features/sign-in/password-page'), 'PasswordPage'),
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home })

// PAGES

export function newRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, password, shell.addChildren([home])]),
    context: { client },
    defaultPreload: 'intent',
    defaultPendingComponent: Bones,
    defaultErrorComponent: ({ error }) => <Failed error={error} />,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}

function Home() {
  const { data } = useQuery<Me>({ queryKey: keys.me(), enabled: false })
  return data ? <Navigate to={homeOf(rolesOf(data))} replace /> : <Bones />
}

function Missing() {
  const { t } = useTranslation()
  return (
    <Nothing title={t('problem.missingPage')}>
      <Button type="primary" href="/">
        {t('problem.home')}
      </Button>
    </Nothing>
  )
}
