import { CheckCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { LaterSheet } from '@/work/forms/later-sheet'
import type { Intent } from '@/work/forms/sheet'
import { type InboxItem, itemKey, useInbox } from '@/work/inbox'
import { Desk } from './desk'
import { following, stillWaits } from './item'
import { useShortcuts } from './keys'
import { List } from './list'
import { useOpened } from './opened'
import './approvals.css'

/** What somebody is about to do about an item besides deciding, and what to open should it leave the list by that. */
interface Acting {
  intent: Intent
  item: InboxItem
  next: InboxItem | undefined
}

/** 今天要我定的: everything that waits for my decision, each with all it takes to decide on one screen. */
export function ApprovalsPage() {
  const { t } = useTranslation()
  const wide = useWide()
  const inbox = useInbox()
  const items = useMemo(
    () =>
      (inbox.data?.pages.flatMap((p) => p.items) ?? []).filter((i) => i.duty === 'approve' || i.duty === 'close-out'),
    [inbox.data],
  )
  const { opened, named, open, moveOn } = useOpened(items)
  const [acting, setActing] = useState<Acting | null>(null)
  const chosen = opened ?? (named || !wide ? undefined : items[0])
  const after = (item: InboxItem, done = [item]) => (wide ? following(items, item, done) : undefined)
  useShortcuts({ items, opened, onOpen: open })
  const desk = chosen ? (
    <Desk
      key={itemKey(chosen)}
      item={chosen}
      onDone={() => moveOn(after(chosen))}
      onIntent={(intent) => setActing({ intent, item: chosen, next: after(chosen) })}
    />
  ) : (
    <Gone />
  )
  const list = (
    <List
      items={items}
      chosen={chosen}
      onChoose={open}
      onDone={(done, sent) => chosen && done.includes(chosen) && moveOn(after(chosen, sent))}
    />
  )
  return (
    <Page
      title={t('approvals.title')}
      lead={items.length > 0 ? t('approvals.lead', { n: items.length }) : undefined}
      extra={wide && items.length > 0 ? <span className="soft">{t('approvals.keys')}</span> : undefined}
    >
      <Loaded query={inbox}>
        {() => {
          if (items.length === 0) return <Empty />
          if (wide) {
            return (
              <div className="approvals">
                {list}
                {desk}
              </div>
            )
          }
          return named ? (
            <>
              <div>
                <Button onClick={() => moveOn()}>{t('approvals.back')}</Button>
              </div>
              {desk}
            </>
          ) : (
            list
          )
        }}
      </Loaded>
      <LaterSheet
        intent={acting?.intent ?? null}
        onClose={() => setActing(null)}
        onDone={(view) => acting && !stillWaits(view, acting.item) && moveOn(acting.next)}
      />
    </Page>
  )
}

function Empty() {
  const { t } = useTranslation()
  return (
    <div className="panel">
      <Nothing title={t('approvals.empty')} hint={t('approvals.emptyHint')} icon={<CheckCircleOutlined />}>
        <Link to="/board">{t('approvals.board')}</Link>
      </Nothing>
    </div>
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
