import { type QueryClient, useQuery } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, Navigate, Outlet } from '@tanstack/react-router'
import { keys } from '@/api/keys'
import { InboxPage } from '@/features/inbox/inbox-page'
import { Bones } from '@/ui/states'
import { inboxQuery } from '@/work/inbox'
import { directoryQuery } from '@/work/office'
import { type Me, meQuery, rolesOf } from '@/work/session'
import { Failed } from './fence'
import { fetched } from './fetched'
import { Missing } from './missing'
import { homeOf } from './nav'
import { backTo, type GoalFilter, goalSearch, type HazardFilter, ledgerFilter, text } from './search'
import { Shell } from './shell'

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (s): { back?: string; why?: string } => ({ back: text(s.back), why: text(s.why) }),
  component: fetched(() => import('@/features/sign-in/sign-in-page'), 'SignInPage'),
})

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  validateSearch: backTo,
  component: fetched(() => import('@/features/sign-in/password-page'), 'PasswordPage'),
})

const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  validateSearch: backTo,
  component: fetched(() => import('@/features/sign-in/second-factor-page'), 'SecondFactorPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  // Asked for while the page is still being put together; nothing waits for it here.
  loader: ({ context: { client } }) => {
    void client.prefetchQuery(meQuery)
    void client.prefetchQuery(directoryQuery)
  },
})

const home = createRoute({ getParentRoute: () => shell, path: '/', component: Home })

const inbox = createRoute({
  getParentRoute: () => shell,
  path: '/inbox',
  loader: ({ context: { client } }) => void client.prefetchInfiniteQuery(inboxQuery),
  component: InboxPage, // where most people start: with the first load
})

const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  validateSearch: (s): { goal?: string; step?: string; round?: number } => ({
    goal: text(s.goal),
    step: text(s.step),
    round: typeof s.round === 'number' ? s.round : undefined,
  }),
  component: fetched(() => import('@/features/approvals/approvals-page'), 'ApprovalsPage'),
})

const goals = createRoute({
  getParentRoute: () => shell,
  path: '/goals',
  validateSearch: (s): GoalFilter => ({ q: text(s.q), unit: text(s.unit), kind: text(s.kind), status: text(s.status) }),
  component: fetched(() => import('@/features/goal/goals-page'), 'GoalsPage'),
})

const goal = createRoute({
  getParentRoute: () => shell,
  path: '/goals/$goalId',
  validateSearch: goalSearch,
  component: fetched(() => import('@/features/goal/goal-page'), 'GoalPage'),
})

const ledger = createRoute({
  getParentRoute: () => shell,
  path: '/ledger',
  validateSearch: ledgerFilter,
  component: fetched(() => import('@/features/ledger/ledger-page'), 'LedgerPage'),
})

const plans = createRoute({
  getParentRoute: () => shell,
  path: '/plans',
  component: fetched(() => import('@/features/plans/plans-page'), 'PlansPage'),
})

const plan = createRoute({
  getParentRoute: () => shell,
  path: '/plans/$planId',
  validateSearch: (s): { view?: string } => ({ view: text(s.view) }),
  component: fetched(() => import('@/features/plans/plan-page'), 'PlanPage'),
})

const board = createRoute({
  getParentRoute: () => shell,
  path: '/board',
  component: fetched(() => import('@/features/board/board-page'), 'BoardPage'),
})

const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  component: fetched(() => import('@/features/notices/notices-page'), 'NoticesPage'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  validateSearch: (s): { view?: string } => ({ view: text(s.view) }),
  component: fetched(() => import('@/features/account/account-page'), 'AccountPage'),
})

const units = createRoute({
  getParentRoute: () => shell,
  path: '/admin/units',
  validateSearch: (s): { unit?: string; post?: string } => ({ unit: text(s.unit), post: text(s.post) }),
  component: fetched(() => import('@/features/admin/units-page'), 'UnitsPage'),
})

const users = createRoute({
  getParentRoute: () => shell,
  path: '/admin/users',
  component: fetched(() => import('@/features/admin/users-page'), 'UsersPage'),
})

const peopleImport = createRoute({
  getParentRoute: () => shell,
  path: '/admin/users/import',
  component: fetched(() => import('@/features/admin/people-import'), 'PeopleImportPage'),
})

const handover = createRoute({
  getParentRoute: () => shell,
  path: '/admin/handover',
  validateSearch: (s): { from?: string } => ({ from: text(s.from) }),
  component: fetched(() => import('@/features/admin/handover-page'), 'HandoverPage'),
})

const health = createRoute({
  getParentRoute: () => shell,
  path: '/admin/health',
  component: fetched(() => import('@/features/admin/health-page'), 'HealthPage'),
})

const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  validateSearch: (s): { kind?: string; version?: number; view?: string } => ({
    kind: text(s.kind),
    version: typeof s.version === 'number' ? s.version : undefined,
    view: text(s.view),
  }),
  component: fetched(() => import('@/features/templates/templates-page'), 'TemplatesPage'),
})

const delegations = createRoute({
  getParentRoute: () => shell,
  path: '/admin/delegations',
  component: fetched(() => import('@/features/admin/delegations-page'), 'DelegationsPage'),
})

const calendars = createRoute({
  getParentRoute: () => shell,
  path: '/admin/calendars',
  component: fetched(() => import('@/features/admin/calendars-page'), 'CalendarsPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/admin/settings',
  component: fetched(() => import('@/features/admin/settings-page'), 'SettingsPage'),
})

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/admin/audit',
  component: fetched(() => import('@/features/admin/audit-page'), 'AuditPage'),
})

const inspect = createRoute({
  getParentRoute: () => shell,
  path: '/goals/$goalId/inspect/$stepKey',
  staticData: { offline: true },
  validateSearch: (s): { place?: string; view?: string } => ({ place: text(s.place), view: text(s.view) }),
  component: fetched(() => import('@/features/inspections/inspect-page'), 'InspectPage'),
})

const hazards = createRoute({
  getParentRoute: () => shell,
  path: '/hazards',
  validateSearch: (s): HazardFilter => ({
    q: text(s.q),
    unit: text(s.unit),
    state: text(s.state),
    level: text(s.level),
    only: text(s.only),
    place: text(s.place),
  }),
  component: fetched(() => import('@/features/inspections/hazards-page'), 'HazardsPage'),
})

const hazard = createRoute({
  getParentRoute: () => shell,
  path: '/hazards/$goalId/$hazardKey',
  component: fetched(() => import('@/features/inspections/hazard-page'), 'HazardPage'),
})

const places = createRoute({
  getParentRoute: () => shell,
  path: '/places',
  validateSearch: (s): { q?: string; kind?: string; unit?: string; former?: boolean } => ({
    q: text(s.q),
    kind: text(s.kind),
    unit: text(s.unit),
    former: s.former === true ? true : undefined,
  }),
  component: fetched(() => import('@/features/inspections/places-page'), 'PlacesPage'),
})

const place = createRoute({
  getParentRoute: () => shell,
  path: '/places/$placeId',
  component: fetched(() => import('@/features/inspections/place-page'), 'PlacePage'),
})

const checklists = createRoute({
  getParentRoute: () => shell,
  path: '/checklists',
  component: fetched(() => import('@/features/inspections/checklists-page'), 'ChecklistsPage'),
})

const checklist = createRoute({
  getParentRoute: () => shell,
  path: '/checklists/$listKey',
  validateSearch: (s): { version?: number } => ({ version: typeof s.version === 'number' ? s.version : undefined }),
  component: fetched(() => import('@/features/inspections/checklist-page'), 'ChecklistPage'),
})

const roster = createRoute({
  getParentRoute: () => shell,
  path: '/roster',
  validateSearch: (s): { from?: string; view?: string } => ({ from: text(s.from), view: text(s.view) }),
  component: fetched(() => import('@/features/roster/roster-page'), 'RosterPage'),
})

const assessment = createRoute({
  getParentRoute: () => shell,
  path: '/assessment',
  component: fetched(() => import('@/features/assessment/assessment-page'), 'AssessmentPage'),
})

const course = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId',
  validateSearch: (s): { open?: 'self' | 'card' } => ({
    open: s.open === 'self' || s.open === 'card' ? s.open : undefined,
  }),
  component: fetched(() => import('@/features/assessment/course-page'), 'CoursePage'),
})

const card = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/cards/$subject',
  component: fetched(() => import('@/features/assessment/card-page'), 'CardPage'),
})

const self = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/self/$subject',
  component: fetched(() => import('@/features/assessment/self-page'), 'SelfPage'),
})

const workbench = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/workbench',
  component: fetched(() => import('@/features/assessment/workbench-page'), 'WorkbenchPage'),
})

const sample = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/sample',
  component: fetched(() => import('@/features/assessment/sample-page'), 'SamplePage'),
})

const moderation = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/moderation',
  component: fetched(() => import('@/features/assessment/moderation-page'), 'ModerationPage'),
})

const results = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/results',
  component: fetched(() => import('@/features/assessment/results-page'), 'ResultsPage'),
})

const cases = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/$courseId/cases',
  component: fetched(() => import('@/features/assessment/cases-page'), 'CasesPage'),
})

const cycle = createRoute({
  getParentRoute: () => shell,
  path: '/cycles/$cycleId',
  component: fetched(() => import('@/features/assessment/cycle-page'), 'CyclePage'),
})

const missing = createRoute({ getParentRoute: () => shell, path: '$', component: Missing })

const pages = [
  home,
  inbox,
  approvals,
  goals,
  goal,
  ledger,
  plans,
  plan,
  board,
  notices,
  account,
  units,
  users,
  peopleImport,
  handover,
  health,
  templates,
  delegations,
  calendars,
  settings,
  audit,
  inspect,
  hazards,
  hazard,
  places,
  place,
  checklists,
  checklist,
  roster,
  assessment,
  course,
  card,
  self,
  workbench,
  sample,
  moderation,
  results,
  cases,
  cycle,
  missing,
] as const

export function newRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, password, secondFactor, shell.addChildren(pages)]),
    context: { client },
    defaultPreload: 'intent',
    defaultPendingComponent: Bones,
    defaultErrorComponent: Failed,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
  interface StaticDataRouteOption {
    /** The page works without a network, and says itself how. */
    offline?: true
  }
}

function Home() {
  const { data } = useQuery<Me>({ queryKey: keys.me(), enabled: false })
  return data ? <Navigate to={homeOf(rolesOf(data))} replace /> : <Bones />
}
