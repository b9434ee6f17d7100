import { CheckCircleOutlined } from '@ant-design/icons'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Checkbox } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { useNow } from '@/ui/now'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { useGoalCommand } from '@/work/commands'
import { type InboxItem, itemKey, useInbox } from '@/work/inbox'
import { sayAgo } from '@/work/time'
import { Desk } from './desk'
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

interface ListProps {
  items: InboxItem[]
  chosen: InboxItem | undefined
  onChoose: (item: InboxItem) => void
}

function List({ items, chosen, onChoose }: ListProps) {
  const { t } = useTranslation()
  const now = useNow()
  const [ticked, setTicked] = useState<Set<string>>(new Set())
  const bulk = useBulk(() => setTicked(new Set()))
  const some = items.filter((i) => ticked.has(itemKey(i)))
  const tick = (item: InboxItem, on: boolean) =>
    setTicked((old) => {
      const next = new Set(old)
      if (on) next.add(itemKey(item))
      else next.delete(itemKey(item))
      return next
    })
  return (
    <section className="panel approvals-list" aria-label={t('approvals.list')}>
      <div className="panel-head">
        {some.length > 0 ? (
          <Button type="primary" loading={bulk.running} onClick={() => bulk.ask(some)}>
            {t('approvals.bulk', { n: some.length })}
          </Button>
        ) : (
          <span className="hint">{t('approvals.bulkHint')}</span>
        )}
      </div>
      <ul>
        {items.map((item) => (
          <li key={itemKey(item)} className={item === chosen ? 'approvals-on' : undefined}>
            {item.duty === 'approve' ? (
              <Checkbox
                aria-label={t('approvals.select', { title: item.step_title || item.goal_title })}
                checked={ticked.has(itemKey(item))}
                onChange={(e) => tick(item, e.target.checked)}
              />
            ) : (
              <span className="approvals-gap" />
            )}
            <button type="button" onClick={() => onChoose(item)} aria-current={item === chosen ? 'true' : undefined}>
              <span className="row">
                <Light light={item.light} />
                <span className="tag">{t(`duty.${item.duty}`)}</span>
                {item.acting_for ? <span className="tag">{t('say.deputyFor', { name: item.acting_for })}</span> : null}
              </span>
              <strong>{item.step_title || item.goal_title}</strong>
              <span className="soft">
                {item.goal_number} {item.goal_title}
              </span>
              <span className="row">
                <span className="soft">{t('approvals.waitingSince', { ago: sayAgo(item.since, now) })}</span>
                {item.due_at ? <Due at={item.due_at} /> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Agrees to several, one after the other; each failure is told with its reason and stays in the list. */
function useBulk(onDone: () => void) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const command = useGoalCommand()
  const [running, setRunning] = useState(false)
  const run = async (items: InboxItem[]) => {
    setRunning(true)
    let agreed = 0
    const failed: string[] = []
    for (const item of items) {
      try {
        const body = { agree: true, round: item.round }
        await command.mutateAsync({ goal: item.goal_id, step: item.step, command: 'decide', body })
        agreed++
      } catch (error) {
        failed.push(t('approvals.bulkFailed', { title: item.step_title ?? '', detail: asProblem(error).detail }))
      }
    }
    setRunning(false)
    onDone()
    if (agreed > 0) void message.success(t('approvals.bulkDone', { n: agreed }))
    if (failed.length > 0) {
      modal.warning({
        title: t('problem.title'),
        content: (
          <ul>
            {failed.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ),
      })
    }
  }
  const ask = (items: InboxItem[]) =>
    modal.confirm({
      title: t('approvals.bulkConfirm', { n: items.length }),
      content: (
        <ul>
          {items.map((i) => (
            <li key={itemKey(i)}>{i.step_title || i.goal_title}</li>
          ))}
        </ul>
      ),
      onOk: () => void run(items),
    })
  return { ask, running }
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
