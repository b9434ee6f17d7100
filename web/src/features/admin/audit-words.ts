import { useTranslation } from 'react-i18next'
import { acts } from '@/api/acts'
import { useNames } from '@/work/office'

/** What an entry of the audit says to people: operations by their names, people, posts and units by theirs. */
export function useAuditWords() {
  const { t, i18n } = useTranslation()
  const names = useNames()
  return {
    act: (kind: string): string => {
      const known = acts[kind]
      return known ? (i18n.language === 'en' ? known.en : known.zh) : kind
    },
    result: (result: string): string => {
      if (result === 'ok') return t('admin.audit.ok')
      const known = i18n.exists(`admin.audit.why.${result}`)
      return t('admin.audit.refused', { why: known ? t(`admin.audit.why.${result as 'invalid'}`) : result })
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
      return detail.replace(/\b(user|post):([0-9a-z]{26})\b/g, (ref) => names.title(ref))
    },
  }
}
