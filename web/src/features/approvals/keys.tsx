import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useTell } from '@/ui/tell'
import { type InboxItem, itemKey } from '@/work/inbox'
import { Chosen } from './chosen'

interface Keys {
  items: InboxItem[]
  /** The one that somebody opened; what only stands there because nothing was opened yet does not count. */
  opened: InboxItem | undefined
  onOpen: (item: InboxItem) => void
}

/** J and K move through the list; A agrees after a question; R goes to the opinion. Never while somebody types. */
export function useShortcuts({ items, opened, onOpen }: Keys): void {
  const agree = useAgree()
  const press = (event: KeyboardEvent) => {
    const at = opened ? items.indexOf(opened) : -1
    const to = event.key === 'j' ? items[at + 1] : event.key === 'k' ? items[at - 1] : undefined
    if (to) onOpen(to)
    if (event.key === 'a') agree(opened)
    if (event.key === 'r') {
      event.preventDefault()
      document.querySelector<HTMLElement>('.desk textarea')?.focus()
    }
  }
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, [contenteditable], .ant-drawer') || document.querySelector('.ant-modal'))
        return
      latest.current(event)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Agrees to what is open once that was confirmed, with the opinion that stands in its form. */
function useAgree() {
  const { t } = useTranslation()
  const { message, modal } = useTell()
  return (item: InboxItem | undefined) => {
    if (!item) return void message.warning(t('approvals.openFirst'))
    if (!agreeButton(item)) return
    void modal.confirm({
      title: t('approvals.agreeConfirm'),
      width: 560,
      content: <Chosen items={[item]} />,
      okText: t('form.decide.agree'),
      onOk: () => agreeButton(item)?.click(),
    })
  }
}

/** The button that agrees to an item, while that item is the one that is open. */
function agreeButton(item: InboxItem): HTMLElement | null {
  const desk = document.querySelector<HTMLElement>('.desk')
  return desk?.dataset.item === itemKey(item) ? desk.querySelector<HTMLElement>('[data-act="agree"]') : null
}
