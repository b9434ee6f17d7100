import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** The rest of the navigation on a phone. */
export function MoreDrawer({ open, onClose, children }: { open: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Drawer open={open} onClose={onClose} placement="bottom" size="default" title={t('nav.more')}>
      {children}
    </Drawer>
  )
}
