import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Loaded, Nothing } from '@/ui/states'
import { useAttachments } from '@/work/evidence/attachments'
import { Gallery } from '@/work/evidence/gallery'
import { type Names, useNames } from '@/work/office'
import { dayOf, sayDay, sayMoment } from '@/work/time'
import { type EventGroup, groupOf, sayEvent } from './say-event'

/** What happened, newest first: who, for whom, what and why. */
export function Timeline({ goal }: { goal: Noun['Goal'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const [step, setStep] = useState('')
  const [group, setGroup] = useState<EventGroup | ''>('')
  const events = useInfiniteQuery({
    queryKey: keys.timeline(goal.id, step),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/goals/{id}/timeline', {
          params: {
            path: { id: goal.id },
            query: { step: step || undefined, cursor: pageParam || undefined, limit: 200 },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const shown = (events.data?.pages.flatMap((p) => p.items) ?? [])
    .filter((e) => group === '' || groupOf(e) === group)
    .reverse()
  return (
    <div className="stack">
      <div className="row no-print">
        <Select
          aria-label={t('goal.timeline.filterStep')}
          value={step}
          onChange={setStep}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('goal.timeline.filterStep') },
            ...(goal.steps ?? []).map((s) => ({ value: s.key, label: s.title })),
          ]}
        />
        <Select
          aria-label={t('goal.timeline.filterKind')}
          value={group}
          onChange={setGroup}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('goal.timeline.filterKind') },
            ...(['work', 'approval', 'time', 'stop'] as const).map((g) => ({
              value: g,
              label: t(`goal.timeline.kinds.${g}`),
            })),
          ]}
        />
        <span className="soft">{t('goal.timeline.newest')}</span>
      </div>
      <Loaded query={events}>
        {() =>
          shown.length === 0 ? (
            <Nothing title={t('goal.timeline.empty')} hint={t('goal.timeline.emptyHint')} />
          ) : (
            <ol className="timeline">
              {shown.map((e) => (
                <EventLine key={`${e.seq}.${e.n}`} event={e} goal={goal} names={names} />
              ))}
            </ol>
          )
        }
      </Loaded>
      {events.hasNextPage ? (
        <Button loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </div>
  )
}

function EventLine({ event, goal, names }: { event: Noun['Event']; goal: Noun['Goal']; names: Names }) {
  const { t } = useTranslation()
  const step = goal.steps?.find((s) => s.key === event.step)
  const system = event.by.user === 'system'
  const d = event.detail
  const files = event.type === 'step-submitted' ? (d?.content?.evidence ?? []).flatMap((e) => e.file || []) : []
  const known = useAttachments(files.length > 0 ? goal.id : '')
  return (
    <li className={`timeline-${groupOf(event)}`}>
      <time dateTime={event.at} className="soft num">
        {sayMoment(event.at)}
      </time>
      <div>
        <strong>{sayEvent(event, names, t)}</strong> {step ? <span className="tag">{step.title}</span> : null}
        <p className="soft">
          {system ? t('say.system') : event.by.name}
          {event.by.for_name ? ` · ${t('goal.timeline.for', { name: event.by.for_name })}` : ''}
          {event.by.as?.startsWith('post:') ? ` · ${names.title(event.by.as)}` : ''}
        </p>
        {d?.old && d.new && dayOf(d.old) !== dayOf(d.new) ? (
          <p>{t('goal.timeline.from', { from: sayDay(dayOf(d.old)), to: sayDay(dayOf(d.new)) })}</p>
        ) : null}
        {d?.text ? <p className="pre timeline-reason">{d.text}</p> : null}
        {event.reason ? <p className="pre timeline-reason">{event.reason}</p> : null}
        {d?.content?.note && event.type === 'step-submitted' ? (
          <p className="pre timeline-reason">{d.content.note}</p>
        ) : null}
        <Gallery files={files.flatMap((id) => known.get(id) ?? [])} />
      </div>
    </li>
  )
}
