import {
  AimOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  DashboardOutlined,
  FileTextOutlined,
  HeartOutlined,
  IdcardOutlined,
  InboxOutlined,
  RetweetOutlined,
  SafetyOutlined,
  ScheduleOutlined,
  SettingOutlined,
  SnippetsOutlined,
  SolutionOutlined,
  SwapOutlined,
  TeamOutlined,
  TrophyOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Role } from '@/work/session'

export type Place =
  | 'inbox'
  | 'approvals'
  | 'board'
  | 'goals'
  | 'ledger'
  | 'plans'
  | 'hazards'
  | 'roster'
  | 'assessment'
  | 'notices'
  | 'templates'
  | 'handover'
  | 'health'
  | 'delegations'
  | 'units'
  | 'users'
  | 'calendars'
  | 'settings'
  | 'audit'
  | 'account'

export interface Entry {
  place: Place
  to: string
  icon: ReactNode
  /** Who finds it in the navigation; everybody when absent. The server decides who may read it. */
  roles?: Role[]
  admin?: boolean
}

const workers: Role[] = ['leader', 'supervisor', 'cadre', 'evaluator']

const entries: Entry[] = [
  { place: 'approvals', to: '/approvals', icon: <CheckSquareOutlined />, roles: ['leader', 'supervisor'] },
  { place: 'board', to: '/board', icon: <DashboardOutlined />, roles: ['leader', 'supervisor'] },
  { place: 'inbox', to: '/inbox', icon: <InboxOutlined />, roles: workers },
  { place: 'goals', to: '/goals', icon: <AimOutlined />, roles: workers },
  { place: 'ledger', to: '/ledger', icon: <SolutionOutlined />, roles: workers },
  { place: 'hazards', to: '/hazards', icon: <SafetyOutlined />, roles: workers },
  { place: 'roster', to: '/roster', icon: <IdcardOutlined />, roles: workers },
  { place: 'assessment', to: '/assessment', icon: <TrophyOutlined />, roles: workers },
  { place: 'plans', to: '/plans', icon: <FileTextOutlined />, roles: ['supervisor', 'leader'] },
  { place: 'templates', to: '/templates', icon: <SnippetsOutlined />, roles: ['supervisor', 'leader'] },
  { place: 'notices', to: '/notices', icon: <BellOutlined />, roles: workers },
  {
    place: 'users',
    to: '/admin/users',
    icon: <TeamOutlined />,
    roles: ['system-admin', 'security-admin', 'audit-admin'],
    admin: true,
  },
  {
    place: 'units',
    to: '/admin/units',
    icon: <ApartmentOutlined />,
    roles: ['system-admin', 'security-admin', 'audit-admin', 'supervisor'],
    admin: true,
  },
  {
    place: 'delegations',
    to: '/admin/delegations',
    icon: <SwapOutlined />,
    roles: ['system-admin', 'leader', 'supervisor'],
    admin: true,
  },
  {
    place: 'handover',
    to: '/admin/handover',
    icon: <RetweetOutlined />,
    roles: ['system-admin', 'leader', 'supervisor'],
    admin: true,
  },
  {
    place: 'calendars',
    to: '/admin/calendars',
    icon: <CalendarOutlined />,
    roles: ['system-admin', 'supervisor', 'leader'],
    admin: true,
  },
  {
    place: 'settings',
    to: '/admin/settings',
    icon: <SettingOutlined />,
    roles: ['leader', 'supervisor', 'system-admin', 'security-admin', 'audit-admin'],
    admin: true,
  },
  {
    place: 'health',
    to: '/admin/health',
    icon: <HeartOutlined />,
    roles: ['system-admin', 'leader', 'supervisor'],
    admin: true,
  },
  { place: 'audit', to: '/admin/audit', icon: <AuditOutlined />, roles: ['audit-admin'], admin: true },
  { place: 'account', to: '/account', icon: <UserOutlined /> },
]

/** What somebody with these roles finds in the navigation, most used first. */
export function entriesFor(roles: Role[]): Entry[] {
  const found = entries.filter((e) => !e.roles || e.roles.some((r) => roles.includes(r)))
  // Whoever carries work out sees it first, who assesses the assessments next; a leader sees what waits for a decision first.
  if (!roles.includes('leader')) {
    const own = roles.includes('audit-admin') ? 'audit' : 'inbox'
    const rank = (e: Entry) => (e.place === own ? 0 : e.place === 'assessment' && roles.includes('evaluator') ? 1 : 2)
    found.sort((a, b) => rank(a) - rank(b))
  }
  return found
}

/** The entry under which a page stands: an inspection lies within its goal by its address, but is the work of inspections. */
export function standsUnder(pathname: string): string {
  const inspecting = /^\/goals\/[^/]+\/inspect\//.test(pathname) || /^\/(places|checklists)(\/|$)/.test(pathname)
  return inspecting ? '/hazards' : pathname
}

/** The page on which somebody starts. */
export function homeOf(roles: Role[]): string {
  return entriesFor(roles)[0]?.to ?? '/account'
}

export const moreIcon = <ScheduleOutlined />
