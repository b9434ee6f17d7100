import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useTold } from './told'

/** What should be known of a draft that was read from a file: that no goal was found in it, and what was not taken. */
export function Imported({ plan, empty }: { plan: Noun['Plan']; empty: boolean }) {
  const { t } = useTranslation()
  const { reason, notes, read } = useTold(plan.id)
  return (
    <>
      {empty && plan.source ? (
        <div className="warn-bar" role="status">
          <strong>{t('draft.nothingFound')}</strong> {reason ? `${reason} ` : ''}
          {t('draft.nothingFoundDo')}
        </div>
      ) : null}
      {notes.length > 0 ? (
        <div className="notice-bar" role="status">
          <strong>{t('draft.importNotes')}</strong>
          <ul className="import-notes">
            {notes.map((n) => (
              <li key={n.pointer}>{n.detail}</li>
            ))}
          </ul>
          <Button size="small" onClick={read}>
            {t('draft.importNotesRead')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
