import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { type EventGroup, eventGroups, type GoalSearch, type TimelineFilter } from '@/app/search'
import { Loaded, Nothing } from '@/ui/states'
import { useAttachments } from '@/work/evidence/attachments'
import { Gallery } from '@/work/evidence/gallery'
import { type Names, useNames } from '@/work/office'
import { dayOf, sayDay, sayMoment } from '@/work/time'
import { groupOf, sayEvent } from './say-event'

/** What happened, newest first: who, for whom, what and why. */
export function Timeline({ goal }: { goal: Noun['Goal'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const search: GoalSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const { of: step = '', sort: group, who = '', q = '' } = search
  const set = (next: TimelineFilter) =>
    void navigate({
      to: '/goals/$goalId',
      params: { goalId: goal.id },
      search: { ...search, ...next },
      replace: true,
      resetScroll: false,
    })
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
  const all = events.data?.pages.flatMap((p) => p.items) ?? []
  const shown = all.filter((e) => fits(e, goal, names, t, { sort: group, who, q })).reverse()
  const people = new Map(all.filter((e) => e.by.user !== 'system').map((e) => [e.by.user, e.by.name]))
  // Whoever looks for something looks through everything.
  const looking = Boolean(group || who || q)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = events
  useEffect(() => {
    if (looking && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [looking, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <div className="stack">
      <div className="row no-print">
        <Select
          aria-label={t('goal.timeline.filterStep')}
          value={step}
          onChange={(of) => set({ of: of || undefined })}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('goal.timeline.filterStep') },
            ...(goal.steps ?? []).map((s) => ({ value: s.key, label: s.title })),
          ]}
        />
        <Select
          aria-label={t('goal.timeline.filterKind')}
          value={group ?? ('' as const)}
          onChange={(sort: EventGroup | '') => set({ sort: sort || undefined })}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('goal.timeline.filterKind') },
            ...eventGroups.map((g) => ({
              value: g,
              label: t(`goal.timeline.kinds.${g}`),
            })),
          ]}
        />
        <Select
          aria-label={t('goal.timeline.filterWho')}
          value={who}
          onChange={(next) => set({ who: next || undefined })}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('goal.timeline.filterWho') },
            ...[...people].map(([value, label]) => ({ value, label })),
            { value: 'system', label: t('say.system') },
          ]}
        />
        <Input.Search
          className="timeline-text"
          aria-label={t('goal.timeline.filterText')}
          placeholder={t('goal.timeline.filterText')}
          allowClear
          defaultValue={q}
          onSearch={(text) => set({ q: text.trim() || undefined })}
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

/** Whether an event is what is looked for: its kind, who did it or for whom, and any word of it. */
function fits(e: Noun['Event'], goal: Noun['Goal'], names: Names, t: TFunction, look: TimelineFilter): boolean {
  if (look.sort && groupOf(e) !== look.sort) return false
  if (look.who && e.by.user !== look.who) return false
  if (!look.q) return true
  const step = goal.steps?.find((s) => s.key === e.step)
  const texts = [
    sayEvent(e, names, t, step?.target?.unit),
    step?.title,
    e.detail?.counted?.note,
    e.by.name,
    e.by.for_name,
    e.reason,
    e.detail?.text,
    e.detail?.content?.note,
  ]
  return texts.some((text) => text?.toLowerCase().includes(look.q?.toLowerCase() ?? ''))
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
        <strong>{sayEvent(event, names, t, step?.target?.unit)}</strong>{' '}
        {step ? <span className="tag">{step.title}</span> : null}
        <p className="soft">
          {system ? t('say.system') : event.by.name}
          {event.by.for_name ? ` · ${t('goal.timeline.for', { name: event.by.for_name })}` : ''}
          {event.by.as?.startsWith('post:') ? ` · ${names.title(event.by.as)}` : ''}
        </p>
        {d?.old && d.new && dayOf(d.old) !== dayOf(d.new) ? (
          <p>{t('goal.timeline.from', { from: sayDay(dayOf(d.old)), to: sayDay(dayOf(d.new)) })}</p>
        ) : null}
        {d?.counted?.note ? <p className="pre timeline-reason">{d.counted.note}</p> : null}
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
