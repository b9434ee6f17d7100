import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Kept } from '@/work/typed'

/** Tells that a form holds what was typed the last time, and lets begin again. */
export function Restored({ kept }: { kept: Kept | undefined }) {
  const { t } = useTranslation()
  if (!kept?.restored) return null
  return (
    <div className="notice-bar row" role="status">
      {t('form.restored')}
      <Button size="small" onClick={kept.clear}>
        {t('form.clear')}
      </Button>
    </div>
  )
}
