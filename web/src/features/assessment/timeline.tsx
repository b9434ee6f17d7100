import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import i18n from 'i18next'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Loaded } from '@/ui/states'
import { sayMoment } from '@/work/time'
import type { Course } from './course'

/** What happened in an assessment, the latest first: what, for whom, by whom and why. */
export function Timeline({ course }: { course: Course }) {
  const { t } = useTranslation()
  const { id } = course
  const events = useInfiniteQuery({
    queryKey: keys.courseTimeline(id),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/courses/{id}/timeline', {
          params: { path: { id }, query: { cursor: pageParam || undefined, limit: 100 } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const list = (events.data?.pages.flatMap((p) => p.items) ?? []).filter((e) => i18n.exists(`assessEvent.${e.type}`))
  return (
    <Loaded query={events}>
      {() => (
        <>
          <ol className="hazard-events">
            {[...list].reverse().map((e) => (
              <EventLine key={`${e.seq}.${e.n}`} event={e} course={course} />
            ))}
          </ol>
          {events.hasNextPage ? <Button onClick={() => void events.fetchNextPage()}>{t('do.more')}</Button> : null}
        </>
      )}
    </Loaded>
  )
}

function EventLine({ event: e, course }: { event: Noun['AssessEvent']; course: Course }) {
  const { t } = useTranslation()
  const entered = e.detail?.corrections?.[0]
  const subject = e.subject ?? (entered?.after ?? entered?.before)?.subject
  const whom = course.cycle.assessed.find((a) => a.subject === subject)?.name
  const registered = e.type === 'fact-corrected' && entered && !entered.before
  const phase = e.detail?.phase ? `${t('say.colon')}${t(`assessPhase.${e.detail.phase}`)}` : ''
  return (
    <li>
      <time dateTime={e.at} className="soft num">
        {sayMoment(e.at)}
      </time>
      <div>
        <strong>
          {registered ? t('assess.registered') : t(`assessEvent.${e.type as 'evaluated'}`)}
          {phase}
          {whom ? `${t('say.colon')}${whom}` : ''}
        </strong>
        <p className="soft">{e.by.user === 'system' ? t('say.system') : e.by.name}</p>
        {e.reason ? <p className="pre">{e.reason}</p> : null}
      </div>
    </li>
  )
}
