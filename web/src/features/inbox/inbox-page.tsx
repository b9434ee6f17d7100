import { SmileOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNow } from '@/ui/now'
import { Page } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useGoalCommand } from '@/work/commands'
import { LaterSheet } from '@/work/forms/later-sheet'
import type { Intent } from '@/work/forms/sheet'
import { type InboxItem, itemKey, useInbox } from '@/work/inbox'
import { Card } from './card'
import { CourseCard } from './course-card'
import { grouped } from './groups'
import './inbox.css'
import { Button } from '@/ui/button'

/** 我的待办: what waits for me, what bites first on top. */
export function InboxPage() {
  const { t } = useTranslation()
  const now = useNow()
  const inbox = useInbox()
  const { message } = useTell()
  const [intent, setIntent] = useState<Intent | null>(null)
  const [accepting, setAccepting] = useState<InboxItem | null>(null)
  const accept = useGoalCommand((view, c) => {
    const title = view.goal.steps?.find((s) => s.key === c.step)?.title ?? view.goal.title
    void message.success(t('inbox.accepted', { title }))
  })
  const send = (item: InboxItem) => {
    setAccepting(item)
    accept.mutate({ goal: item.goal_id, step: item.step, command: 'accept', body: {} })
  }
  const items = inbox.data?.pages.flatMap((p) => p.items) ?? []
  const courses = inbox.data?.pages[0]?.courses ?? []
  const total = items.length + courses.length
  return (
    <Page narrow title={t('inbox.title')} lead={total > 0 ? t('inbox.total', { n: total }) : t('inbox.lead')}>
      {accept.error && accepting ? (
        <ProblemView error={accept.error} onRetry={() => send(accepting)} retrying={accept.isPending} />
      ) : null}
      <Loaded query={inbox}>
        {() =>
          total === 0 ? (
            <div className="panel">
              <Nothing title={t('inbox.empty')} hint={t('inbox.emptyHint')} icon={<SmileOutlined />}>
                <Link to="/ledger">{t('inbox.seeLedger')}</Link>
              </Nothing>
            </div>
          ) : (
            <>
              {grouped(items, now).map(([group, list]) => (
                <section key={group} className="inbox-group" aria-labelledby={`group-${group}`}>
                  <h2 id={`group-${group}`}>
                    {t(`inbox.groups.${group}`)} <span className="soft">{list.length}</span>
                  </h2>
                  <ul className="inbox-list">
                    {list.map((item) => (
                      <li key={itemKey(item)}>
                        <Card
                          item={item}
                          accepting={accept.isPending && accepting !== null && itemKey(accepting) === itemKey(item)}
                          onAccept={() => send(item)}
                          onIntent={setIntent}
                        />
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
              {courses.length > 0 ? <Courses duties={courses} /> : null}
              {inbox.hasNextPage ? (
                <Button block loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
                  {t('do.more')}
                </Button>
              ) : null}
            </>
          )
        }
      </Loaded>
      <LaterSheet intent={intent} onClose={() => setIntent(null)} />
    </Page>
  )
}

function Courses({ duties }: { duties: Noun['CourseDuty'][] }) {
  const { t } = useTranslation()
  return (
    <section className="inbox-group" aria-labelledby="group-courses">
      <h2 id="group-courses">
        {t('inbox.courses')} <span className="soft">{duties.length}</span>
      </h2>
      <ul className="inbox-list">
        {duties.map((d) => (
          <li key={[d.course_id, d.duty, d.who, d.due_at].join('/')}>
            <CourseCard duty={d} />
          </li>
        ))}
      </ul>
    </section>
  )
}
