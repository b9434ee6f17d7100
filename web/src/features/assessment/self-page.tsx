import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { NumberField } from '@/ui/number-field'
import { numbersRight } from '@/ui/numbers'
import { Page, Panel } from '@/ui/page'
import { Loaded, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useDraft } from '@/work/draft'
import { useMe } from '@/work/session'
import { clockOf, sayMoment } from '@/work/time'
import { header, may, useCourseCommand } from './course'
import { FactList } from './facts'
import { sayPoints, toThousandths } from './points'
import './assessment.css'

/** 自评: begun from the facts, so that nobody types what the record knows. */
export function SelfPage() {
  const { courseId = '', subject = '' } = useParams({ strict: false })
  const self = useQuery({
    queryKey: keys.self(courseId, subject),
    queryFn: () =>
      answer(api.GET('/api/v1/courses/{id}/selves/{subject}', { params: { path: { id: courseId, subject } } })),
  })
  return <Loaded query={self}>{(view) => <Shown view={view} courseId={courseId} />}</Loaded>
}

interface Draft {
  summary: string
  items: Record<string, { points: number | null; remark: string }>
}

const keyOf = (i: { sheet: string; indicator: string }) => `${i.sheet}/${i.indicator}`

function startOf(view: Noun['SelfView']): Draft {
  const items: Draft['items'] = {}
  for (const i of view.items) {
    const given = view.self?.items?.find((g) => keyOf(g) === keyOf(i))
    const points = given?.points ?? i.points
    items[keyOf(i)] = { points: points === undefined ? null : points / 1000, remark: given?.remark ?? i.remark ?? '' }
  }
  return { summary: view.self?.summary ?? view.summary, items }
}

function Shown({ view, courseId }: { view: Noun['SelfView']; courseId: string }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const me = useMe()
  const box = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const { subject } = view.assessed
  const draft = useDraft<Draft>(`self/${me.user.id}/${courseId}/${subject}`, startOf(view))
  const { value, change } = draft
  const send = useCourseCommand<Noun['SelfCommand'], Noun['CourseView']>(
    (body, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/selves/{subject}', {
          params: { path: { id: courseId, subject }, header: header(key) },
          body,
        }),
      ),
    () => {
      void message.success(t('assess.self.sent'))
      void navigate({ to: '/assessment/$courseId', params: { courseId } })
    },
    { name: `self/${courseId}/${subject}`, sent: draft.drop },
  )
  const option = may(view.may, 'self-assess')
  const shut = option !== undefined && !option.allowed
  const submit = () => {
    if (!numbersRight(box.current)) return
    const items = view.items.map((i) => {
      const said = value.items[keyOf(i)]
      return {
        sheet: i.sheet,
        indicator: i.indicator,
        remark: said?.remark.trim() ?? '',
        ...(typeof said?.points === 'number' ? { points: toThousandths(said.points) } : {}),
      }
    })
    send.mutate({ summary: value.summary.trim(), items })
  }
  return (
    <Page
      narrow
      title={t('assess.self.title', { name: view.assessed.name })}
      lead={
        <Link to="/assessment/$courseId" params={{ courseId }}>
          {t('assess.self.lead')}
        </Link>
      }
    >
      {shut ? <p className="warn-bar">{option.why}</p> : null}
      {view.given && view.self ? (
        <p className="notice-bar">{t('assess.self.given', { at: sayMoment(view.self.at), name: view.self.by.name })}</p>
      ) : null}
      <Panel>
        <Field
          label={t('assess.self.summary')}
          hint={t('assess.self.summaryHint')}
          error={fieldError(send.error, '/summary')}
        >
          <Input.TextArea
            autoSize={{ minRows: 6, maxRows: 20 }}
            maxLength={4000}
            disabled={shut}
            value={value.summary}
            onChange={(e) => change({ ...value, summary: e.target.value })}
          />
        </Field>
      </Panel>
      <div className="stack" ref={box}>
        {view.items.map((item) => (
          <Item
            key={keyOf(item)}
            item={item}
            view={view}
            shut={shut}
            said={value.items[keyOf(item)] ?? { points: null, remark: '' }}
            onChange={(part) =>
              change({
                ...value,
                items: {
                  ...value.items,
                  [keyOf(item)]: { ...(value.items[keyOf(item)] ?? { points: null, remark: '' }), ...part },
                },
              })
            }
          />
        ))}
      </div>
      <ProblemView error={send.error} onRetry={submit} retrying={send.isPending} />
      <div className="form-actions inspect-foot">
        <span className="hint inspect-count" role="status">
          {draft.at ? t('form.submit.draft', { at: clockOf(draft.at) }) : t('form.submit.noDraft')}
        </span>
        <Button
          type="primary"
          size="large"
          loading={send.isPending}
          disabled={shut || value.summary.trim() === ''}
          onClick={submit}
        >
          {t(view.given ? 'assess.self.sendAgain' : 'assess.self.send')}
        </Button>
      </div>
    </Page>
  )
}

interface ItemProps {
  item: Noun['SelfItem']
  view: Noun['SelfView']
  shut: boolean
  said: { points: number | null; remark: string }
  onChange: (part: Partial<{ points: number | null; remark: string }>) => void
}

function Item({ item, view, shut, said, onChange }: ItemProps) {
  const { t } = useTranslation()
  const facts = view.facts.filter((f) => item.facts.includes(f.id))
  return (
    <Panel
      title={item.title}
      extra={
        item.points !== undefined ? (
          <span className="soft">
            {t('assess.self.byFacts')} <strong className="num">{sayPoints(item.points)}</strong>
            {item.full ? ` / ${sayPoints(item.full)}` : ''}
          </span>
        ) : null
      }
    >
      <div className="form">
        {facts.length > 0 ? <FactList facts={facts} works={view.works} /> : null}
        <NumberField
          label={`${t('assess.self.points')}${item.full ? ` (0–${sayPoints(item.full)})` : ''}`}
          optional
          min={0}
          max={item.full === undefined ? undefined : item.full / 1000}
          decimals={3}
          disabled={shut}
          value={said.points}
          onChange={(points) => onChange({ points })}
        />
        <Field label={t('assess.remark')} optional>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={4000}
            disabled={shut}
            value={said.remark}
            onChange={(e) => onChange({ remark: e.target.value })}
          />
        </Field>
      </div>
    </Panel>
  )
}
