import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { rolesOf, useMe } from '@/work/session'
import { useAuditWords } from './audit-words'

/** What the objects of entries are called, by the object as the entry has it. */
export type Called = Record<string, Noun['AuditName']>

/** What an entry is about, by its name and with a way there. */
export function AuditObject({ object, called }: { object: string; called: Called }) {
  const { t } = useTranslation()
  const say = useAuditWords()
  const roles = rolesOf(useMe())
  const known = called[object]
  if (known) {
    const sees = known.kind !== 'goal' || roles.some((r) => r === 'leader' || r === 'supervisor' || r === 'evaluator')
    return (
      <>
        <span className="soft">{t(`admin.audit.sort.${known.kind}`)}</span> {sees ? way(known) : known.title}
      </>
    )
  }
  const [sort = '', id = ''] = object.split(':')
  const text = say.object(object)
  if (sort === 'unit' || sort === 'post') {
    return (
      <Link to="/admin/units" search={sort === 'unit' ? { unit: id } : { post: object }}>
        {text}
      </Link>
    )
  }
  if (sort === 'user') return <Link to="/admin/users">{text}</Link>
  if (sort === 'setting') return <Link to="/admin/settings">{text}</Link>
  if (sort === 'checklist') {
    return (
      <Link to="/checklists/$listKey" params={{ listKey: id }}>
        {text}
      </Link>
    )
  }
  return text
}

function way({ id, kind, title }: Noun['AuditName']): ReactNode {
  switch (kind) {
    case 'plan':
      return (
        <Link to="/plans/$planId" params={{ planId: id }}>
          {title}
        </Link>
      )
    case 'goal':
      return (
        <Link to="/goals/$goalId" params={{ goalId: id }}>
          {title}
        </Link>
      )
    case 'cycle':
      return (
        <Link to="/cycles/$cycleId" params={{ cycleId: id }}>
          {title}
        </Link>
      )
    case 'course':
      return (
        <Link to="/assessment/$courseId" params={{ courseId: id }}>
          {title}
        </Link>
      )
    case 'place':
      return (
        <Link to="/places/$placeId" params={{ placeId: id }}>
          {title}
        </Link>
      )
    case 'holder':
      return <Link to="/admin/units">{title}</Link>
    case 'delegation':
      return <Link to="/admin/delegations">{title}</Link>
    default:
      return title
  }
}
