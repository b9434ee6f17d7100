import { useTranslation } from 'react-i18next'
import { acts, reads } from '@/api/acts'
import { useNames } from '@/work/office'

const parts = ['Goal', 'Step', 'Objection'] as const

const count = new Map<string, number>()
for (const { zh } of Object.values(acts)) count.set(zh, (count.get(zh) ?? 0) + 1)

/** What an act of a name shared by several is done to. */
export function actedOn(kind: string): (typeof parts)[number] | undefined {
  const name = acts[kind]?.zh
  return name && (count.get(name) ?? 0) > 1 ? parts.find((p) => kind.endsWith(p)) : undefined
}

/** What an entry of the audit says to people: operations by their names, people, posts and units by theirs. */
export function useAuditWords() {
  const { t, i18n } = useTranslation()
  const names = useNames()
  return {
    act: (kind: string): string => {
      const known = acts[kind] ?? reads[kind]
      if (!known) return kind
      const name = i18n.language === 'en' ? known.en : known.zh
      const on = actedOn(kind)
      return on ? t('admin.audit.actOn', { act: name, on: t(`admin.audit.on.${on}`) }) : name
    },
    /** Done, or why not: in a word where there is one, else as the server says it. */
    result: (result: string, said?: Record<string, string>): string => {
      if (result === 'ok') return t('admin.audit.ok')
      const known = i18n.exists(`admin.audit.why.${result}`)
      const why = known ? t(`admin.audit.why.${result as 'invalid'}`) : (said?.[result] ?? result)
      return t('admin.audit.refused', { why })
    },
    object: (object: string | undefined): string => {
      const [sort, id = ''] = (object ?? '').split(':')
      if (sort === 'unit' || sort === 'village') return names.unit(id)
      if (sort === 'user' || sort === 'post') return names.title(object)
      const known = id && i18n.exists(`admin.audit.sort.${sort}`)
      return known ? `${t(`admin.audit.sort.${sort as 'setting'}`)} ${id}` : (object ?? '')
    },
    /** What changed, with the people, posts and roles in it by their names. */
    detail: (kind: string, detail: string): string => {
      if (kind === 'assignRoles') {
        const role = (r: string) => (i18n.exists(`role.${r}`) ? t(`role.${r as 'cadre'}`) : r)
        return detail
          .split(/[,、 ]+/)
          .filter(Boolean)
          .map(role)
          .join(t('say.comma'))
      }
      return detail.replace(/\b(user|post|unit|village):([0-9a-z]{26})\b/g, (ref, sort, id) =>
        sort === 'user' || sort === 'post' ? names.title(ref) : names.unit(id),
      )
    },
  }
}
