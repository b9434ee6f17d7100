import { BellOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { useNow } from '@/ui/now'
import { Page } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useWord } from '@/ui/word'
import { roomOf } from '@/work/course-room'
import { dayOf, sayAgo, sayDay } from '@/work/time'
import './notices.css'

/** What I was told, newest first. */
export function NoticesPage() {
  const { t } = useTranslation()
  const [unread, setUnread] = useState(false)
  const notices = useInfiniteQuery({
    queryKey: keys.notices(unread),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/notices', {
          params: { query: { unread: unread || undefined, cursor: pageParam || undefined, limit: 50 } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const read = useCommand<string[], unknown>({
    send: (ids) => answer(api.POST('/api/v1/notices/read', { body: { ids } })),
    invalidates: [keys.notices(true), keys.notices(false), keys.unread()],
  })
  const items = notices.data?.pages.flatMap((p) => p.items) ?? []
  const open = items.filter((n) => !n.read).map((n) => n.id)
  const count = notices.data?.pages[0]?.unread ?? 0
  return (
    <Page
      narrow
      title={t('notices.title')}
      lead={count > 0 ? t('notices.unread', { n: count }) : undefined}
      extra={
        <>
          <Segmented
            value={unread ? 'unread' : 'all'}
            onChange={(v) => setUnread(v === 'unread')}
            options={[
              { value: 'all', label: t('notices.all') },
              { value: 'unread', label: t('notices.onlyUnread') },
            ]}
          />
          <Button disabled={open.length === 0} loading={read.isPending} onClick={() => read.mutate(open.slice(0, 200))}>
            {t('notices.readAll')}
          </Button>
        </>
      }
    >
      <ProblemView error={read.error} />
      <div className="panel">
        <Loaded query={notices}>
          {() =>
            items.length === 0 ? (
              <Nothing
                title={t(unread ? 'notices.emptyUnread' : 'notices.empty')}
                hint={t('notices.emptyHint')}
                icon={<BellOutlined />}
              />
            ) : (
              <ul className="notices">
                {items.map((n) => (
                  <li key={n.id} className={n.read ? undefined : 'notice-new'}>
                    <Line notice={n} onRead={() => !n.read && read.mutate([n.id])} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
      {notices.hasNextPage ? (
        <Button loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function Line({ notice, onRead }: { notice: Noun['NoticeItem']; onRead: () => void }) {
  const { t, i18n } = useTranslation()
  const word = useWord()
  const now = useNow()
  const colour = notice.colour && i18n.exists(`colour.${notice.colour}`) ? (notice.colour as 'red') : undefined
  const text = (
    <>
      <span className="row">
        <strong>{word('noticeKind', notice.kind)}</strong>
        {colour ? <span className={`tag notice-${colour}`}>{t(`colour.${colour}`)}</span> : null}
        <span className="soft">{sayAgo(notice.at, now)}</span>
      </span>
      <span>{notice.step_title || notice.goal_title}</span>
      {notice.text ? (
        <span className="notice-said">{t('notices.said', { by: notice.by, text: notice.text })}</span>
      ) : null}
      <span className="soft">
        {notice.course_id && notice.phase ? `${t(`assessPhase.${notice.phase}`)} · ` : ''}
        {notice.goal_number} {notice.step_title ? notice.goal_title : ''}
        {notice.due_at ? ` · ${t('notices.due', { day: sayDay(dayOf(notice.due_at)) })}` : ''}
      </span>
    </>
  )
  return (
    <>
      {notice.goal_id ? (
        <Link
          to="/goals/$goalId"
          params={{ goalId: notice.goal_id }}
          search={{ step: notice.step || undefined }}
          onClick={onRead}
        >
          {text}
        </Link>
      ) : notice.course_id ? (
        <Link {...roomOf(notice)} params={{ courseId: notice.course_id }} onClick={onRead}>
          {text}
        </Link>
      ) : (
        <div>{text}</div>
      )}
      {notice.read ? null : (
        <Button size="small" onClick={onRead}>
          {t('notices.read')}
        </Button>
      )}
    </>
  )
}
