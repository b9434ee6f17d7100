import { ArrowLeftOutlined, SendOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Bones, ProblemView } from '@/ui/states'
import { useBoth } from '@/ui/word'
import { useNames } from '@/work/office'
import { dayOf, sayDay } from '@/work/time'
import { type Draft, freshIn, lacksOf, said, submissionOf } from './draft'
import type { Part } from './inspect-page'
import type { useSending } from './sending'

type Sending = ReturnType<typeof useSending>

/** What will be handed in and what follows from it, before it is sent. */
export function Preview({
  goal,
  sending,
  allowed,
  ...part
}: Part & { goal: string; sending: Sending; allowed: boolean }) {
  const { t } = useTranslation()
  const { draft, step, go } = part
  const { online, waiting, progress, error, send } = sending
  const preview = useQuery({
    queryKey: [...keys.goal(goal), 'preview', step.key, said(draft)],
    queryFn: () =>
      answer(
        api.POST('/api/v1/goals/{id}/steps/{step}/preview', {
          params: { path: { id: goal, step: step.key } },
          body: { round: step.round, content: submissionOf(draft, part.asked, (photo) => photo) },
        }),
      ),
    enabled: online && !waiting,
    staleTime: 0,
    gcTime: 0,
  })
  const lacking = lacksIn(part)
  const problems = preview.data?.problems ?? []
  const ready = lacking.length === 0 && (!online || problems.length === 0)
  return (
    <>
      <Lacking part={part} lacking={lacking} />
      {online ? null : <p className="notice-bar">{t('inspect.previewOffline')}</p>}
      {preview.isFetching ? <Bones lines={4} /> : null}
      {preview.error ? <ProblemView error={preview.error} onRetry={() => preview.refetch()} /> : null}
      {lacking.length === 0 && problems.length > 0 ? <Problems part={part} problems={problems} /> : null}
      {preview.data && !preview.isFetching ? <Found preview={preview.data} /> : null}
      <ProblemView error={error} onRetry={() => void send()} retrying={waiting} />
      <div className="form-actions inspect-foot">
        <Button icon={<ArrowLeftOutlined />} onClick={() => go({})}>
          {t('inspect.allPlaces')}
        </Button>
        <Button
          type="primary"
          size="large"
          icon={<SendOutlined />}
          loading={progress !== undefined || (waiting && online)}
          disabled={!ready || !allowed || waiting}
          onClick={() => void send()}
        >
          {t(online ? 'inspect.send' : 'inspect.sendLater')}
        </Button>
      </div>
    </>
  )
}

interface Lacked {
  place: string
  item: string
  lacks: string[]
}

function lacksIn({ draft, versions }: Part): Lacked[] {
  return draft.checks.flatMap((check) =>
    (versions.get(check.checklist)?.items ?? [])
      .map((item) => ({ place: check.place, item: item.key, lacks: lacksOf(item, check) }))
      .filter((l) => l.lacks.length > 0),
  )
}

function placeName(part: Part, id: string): string {
  return part.places.find((p) => p.id === id)?.name ?? id
}

function Lacking({ part, lacking }: { part: Part; lacking: Lacked[] }) {
  const { t } = useTranslation()
  const both = useBoth()
  if (lacking.length === 0) return null
  const title = (l: Lacked) => {
    const check = part.draft.checks.find((c) => c.place === l.place)
    const item = part.versions.get(check?.checklist ?? '')?.items.find((i) => i.key === l.item)
    return item ? both(item.title) : l.item
  }
  return (
    <Panel title={t('inspect.lacking', { n: lacking.length })}>
      <ul className="stack">
        {lacking.map((l) => (
          <li key={`${l.place}/${l.item}`}>
            <button type="button" className="as-link" onClick={() => part.go({ place: l.place })}>
              {placeName(part, l.place)} · {title(l)}
            </button>
            <p className="field-error">
              {l.lacks.map((x) => t(`inspect.lack.${x as 'photo'}`)).join(t('say.semicolon'))}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What the server says is wrong, each with the way to its place. */
function Problems({ part, problems }: { part: Part; problems: Noun['FieldProblem'][] }) {
  const { t } = useTranslation()
  const at = (pointer: string): Draft['checks'][number] | undefined =>
    part.draft.checks[Number(/^\/content\/checks\/(\d+)/.exec(pointer)?.[1] ?? -1)]
  return (
    <Panel title={t('inspect.problems', { n: problems.length })}>
      <ul className="stack">
        {problems.map((p) => {
          const check = at(p.pointer)
          return (
            <li key={p.pointer + p.code + p.detail}>
              {check && !p.pointer.includes('/inspectors') ? (
                <button type="button" className="as-link" onClick={() => part.go({ place: check.place })}>
                  {placeName(part, check.place)}
                </button>
              ) : null}
              <p className="field-error">{p.detail}</p>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function Found({ preview }: { preview: Noun['InspectionPreview'] }) {
  const { t } = useTranslation()
  const names = useNames()
  if (preview.problems.length > 0) return null
  const fresh = freshIn(preview)
  const known = preview.hazards.length - fresh.length
  return (
    <Panel title={t('inspect.willFind', { n: fresh.length })}>
      {preview.hazards.length === 0 ? <p className="soft">{t('inspect.willFindNone')}</p> : null}
      {known > 0 ? <p className="soft">{t('inspect.foundBefore', { n: known })}</p> : null}
      <ul className="stack">
        {preview.hazards.map((h) => (
          <li key={h.key ?? h.title} className="inspect-hazard">
            <p className="row">
              <strong>{h.title}</strong>
              {fresh.includes(h) ? null : <span className="tag">{t('inspect.entered')}</span>}
              <span className={h.level === 'major' ? 'tag tag-major' : 'tag'}>{t(`hazardLevel.${h.level}`)}</span>
              {h.repeats ? (
                <span className="tag tag-repeat">
                  {t('hazard.repeated', { day: sayDay(dayOf(h.repeats.found_at)) })}
                </span>
              ) : null}
            </p>
            <p className="soft">
              {h.place_name} · {names.full(h.responsible)}
            </p>
            <ol className="inspect-steps">
              {preview.steps
                .filter((s) => s.hazard === h.key)
                .map((s) => (
                  <li key={s.key}>
                    <span>{s.title}</span>
                    <span className="soft">
                      {names.full(s.lead)}
                      {s.due_at ? ` · ${t('inspect.dueOn', { day: sayDay(dayOf(s.due_at)) })}` : ''}
                    </span>
                  </li>
                ))}
            </ol>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
