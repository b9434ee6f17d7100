import { Modal } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useTell } from '@/ui/tell'
import type { Kept } from '@/work/typed'
import { numbersRight } from './numbers'
import { Restored } from './restored'
import { ProblemView } from './states'

interface Props {
  title: string
  ok?: string
  disabled?: boolean
  width?: number
  sending: boolean
  error: unknown
  kept?: Kept // what was typed the last time
  asks?: boolean // something typed cannot be kept: closing asks first
  onOk: () => void
  onClose: () => void
  children: ReactNode
}

/** A small form in a dialog; what was typed stays until it was accepted. */
export function FormModal({ title, ok, disabled, width, sending, error, kept, asks, onOk, onClose, children }: Props) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const form = useRef<HTMLFormElement>(null)
  const send = () => {
    if (numbersRight(form.current)) onOk()
  }
  const close = async () => {
    if (!asks || (await modal.confirm({ title: t('form.throwAway'), okText: t('form.throwAwayDo') }))) onClose()
  }
  return (
    <Modal
      open
      title={title}
      width={width}
      onCancel={() => void close()}
      onOk={send}
      okText={ok ?? t('do.save')}
      confirmLoading={sending}
      okButtonProps={{ disabled }}
      mask={{ closable: false }}
    >
      <form
        ref={form}
        className="form"
        noValidate
        onSubmit={(e) => {
          e.preventDefault()
          if (!disabled && !sending) send()
        }}
      >
        <Restored kept={kept} />
        {children}
        <ProblemView error={error} onRetry={send} retrying={sending} />
        <input type="submit" hidden />
      </form>
    </Modal>
  )
}
