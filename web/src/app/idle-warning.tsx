import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

/** Says that the session is about to end, and lets its user stay. */
export function IdleWarning({ left, onStay }: { left: number; onStay: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      open
      title={t('idle.title')}
      closable={false}
      onCancel={onStay}
      footer={
        <Button type="primary" onClick={onStay}>
          {t('idle.stay')}
        </Button>
      }
    >
      {t('idle.text', { n: left })}
    </Modal>
  )
}
