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
    result: (result: string): string =>
      result === 'ok' ? t('admin.audit.ok') : t('admin.audit.refused', { code: result }),
    object: (object: string | undefined): string => {
      const [sort, id = ''] = (object ?? '').split(':')
      if (sort === 'unit' || sort === 'village') return names.unit(id)
      return sort === 'user' || sort === 'post' ? names.title(object) : (object ?? '')
    },
  }
}
