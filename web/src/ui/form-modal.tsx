import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemView } from './states'

interface Props {
  title: string
  ok?: string
  disabled?: boolean
  sending: boolean
  error: unknown
  onOk: () => void
  onClose: () => void
  children: ReactNode
}

/** A small form in a dialog; what was typed stays until it was accepted. */
export function FormModal({ title, ok, disabled, sending, error, onOk, onClose, children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={onOk}
      okText={ok ?? t('do.save')}
      confirmLoading={sending}
      okButtonProps={{ disabled }}
      mask={{ closable: false }}
    >
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault()
          if (!disabled && !sending) onOk()
        }}
      >
        {children}
        <ProblemView error={error} onRetry={onOk} retrying={sending} />
        <input type="submit" hidden />
      </form>
    </Modal>
  )
}
