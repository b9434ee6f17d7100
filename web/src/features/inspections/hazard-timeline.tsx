import i18n from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { type Names, useNames } from '@/work/office'
import { sayMoment } from '@/work/time'

function say(event: Noun['Event'], names: Names): string {
  const key = i18n.exists(`goal.event.${event.type}`) ? event.type : 'other'
  const d = event.detail
  return i18n.t(`goal.event.${key}` as 'goal.event.other', {
    round: event.round ?? 1,
    who: names.full(d?.lead ?? d?.to_ref),
    subject: d?.subject ? i18n.t(`subject.${d.subject}`) : '',
    outcome: d?.outcome ? i18n.t(`outcome.${d.outcome}`) : '',
  })
}

/** What happened to a hazard, newest first. */
export function HazardTimeline({ view }: { view: Noun['HazardView'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const events = [...view.timeline].reverse().filter((e) => e.type !== 'stage-ended')
  return (
    <ol className="hazard-events">
      {events.map((e) => {
        const step = view.steps.find((s) => s.key === e.step)
        return (
          <li key={`${e.seq}.${e.n}`}>
            <time dateTime={e.at} className="soft num">
              {sayMoment(e.at)}
            </time>
            <div>
              <strong>{say(e, names)}</strong> {step ? <span className="tag">{step.title}</span> : null}
              <p className="soft">
                {e.by.user === 'system' ? t('say.system') : e.by.name}
                {e.by.for_name ? ` (${t('say.deputyFor', { name: e.by.for_name })})` : ''}
              </p>
              {e.reason ? <p className="pre">{e.reason}</p> : null}
              {e.type === 'step-submitted' && e.detail?.content?.note ? (
                <p className="pre">{e.detail.content.note}</p>
              ) : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
