import { CheckCircleOutlined } from '@ant-design/icons'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { type InboxItem, itemKey, useInbox } from '@/work/inbox'
import { Desk } from './desk'
import { List } from './list'
import './approvals.css'

/** 今天要我定的: everything that waits for my decision, each with all it takes to decide on one screen. */
export function ApprovalsPage() {
  const { t } = useTranslation()
  const wide = useWide()
  const inbox = useInbox()
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const items = useMemo(
    () =>
      (inbox.data?.pages.flatMap((p) => p.items) ?? []).filter((i) => i.duty === 'approve' || i.duty === 'close-out'),
    [inbox.data],
  )
  const named = items.find(
    (i) => i.goal_id === search.goal && i.step === (search.step ?? '') && (i.round ?? 0) === (search.round ?? 0),
  )
  const chosen = named ?? (search.goal || !wide ? undefined : items[0])
  const choose = useCallback(
    (item: InboxItem | undefined) =>
      void navigate({
        to: '/approvals',
        search: item ? { goal: item.goal_id, step: item.step || undefined, round: item.round || undefined } : {},
        replace: true,
      }),
    [navigate],
  )
  const next = () => {
    const at = chosen ? items.indexOf(chosen) : -1
    choose(wide ? (items[at + 1] ?? items[at - 1]) : undefined)
  }
  useShortcuts(items, chosen, choose)
  const desk = chosen ? <Desk key={itemKey(chosen)} item={chosen} onDone={next} /> : null
  return (
    <Page
      title={t('approvals.title')}
      lead={items.length > 0 ? t('approvals.lead', { n: items.length }) : undefined}
      extra={wide && items.length > 0 ? <span className="soft">{t('approvals.keys')}</span> : undefined}
    >
      <Loaded query={inbox}>
        {() => {
          if (items.length === 0) {
            return (
              <div className="panel">
                <Nothing title={t('approvals.empty')} hint={t('approvals.emptyHint')} icon={<CheckCircleOutlined />}>
                  <Link to="/board">{t('approvals.board')}</Link>
                </Nothing>
              </div>
            )
          }
          if (!wide) {
            return search.goal ? (
              <>
                <div>
                  <Button onClick={() => choose(undefined)}>{t('approvals.back')}</Button>
                </div>
                {desk ?? <Gone />}
              </>
            ) : (
              <List items={items} chosen={undefined} onChoose={choose} />
            )
          }
          return (
            <div className="approvals">
              <List items={items} chosen={chosen} onChoose={choose} />
              {desk ?? <Gone />}
            </div>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Gone() {
  const { t } = useTranslation()
  return (
    <div className="panel">
      <Nothing title={t('approvals.gone')} hint={t('approvals.goneHint')} icon={<CheckCircleOutlined />} />
    </div>
  )
}

/** J and K move through the list; A agrees; R goes to the opinion. Never while somebody types. */
function useShortcuts(items: InboxItem[], chosen: InboxItem | undefined, choose: (item: InboxItem) => void) {
  const state = useRef({ items, chosen, choose })
  state.current = { items, chosen, choose }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (target.closest('input, textarea, [contenteditable], .ant-modal, .ant-drawer')) return
      const { items, chosen, choose } = state.current
      const at = chosen ? items.indexOf(chosen) : -1
      const to = event.key === 'j' ? items[at + 1] : event.key === 'k' ? items[at - 1] : undefined
      if (to) choose(to)
      if (event.key === 'a') document.querySelector<HTMLElement>('.desk [data-act="agree"]')?.click()
      if (event.key === 'r') {
        event.preventDefault()
        document.querySelector<HTMLElement>('.desk textarea')?.focus()
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
