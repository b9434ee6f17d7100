import { Button, Input } from 'antd'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { NumberField } from '@/ui/number-field'
import { numbersRight } from '@/ui/numbers'
import { Panel } from '@/ui/page'
import { ProblemView } from '@/ui/states'
import { useDraft } from '@/work/draft'
import { useMe } from '@/work/session'
import { useTyped } from '@/work/typed'
import { header, may, useCourseCommand } from './course'
import { FactList } from './facts'
import { sayPoints, toThousandths } from './points'

type Line = Noun['WorkbenchIndicator']
type Said = Record<string, { points: number | null; remark: string }>

/** Blind points stand once everybody has given theirs. */
const over = (l: Line) => l.blind && l.all_in && l.given !== undefined

const keyOf = (l: Line) => `${l.sheet}/${l.indicator.key}`

function startOf(item: Noun['WorkbenchItem']): Said {
  return Object.fromEntries(
    item.indicators.map((l) => [
      keyOf(l),
      { points: l.given ? l.given.points / 1000 : null, remark: l.given?.remark ?? '' },
    ]),
  )
}

interface Props {
  item: Noun['WorkbenchItem']
  works: Noun['CourseWork'][]
  courseId: string
  onSaved: () => void
  extra: ReactNode
}

/** One assessed as an evaluator sees them. Enter goes to the next field, Ctrl and Enter hands in and takes the next. */
export function ScoreCard({ item, works, courseId, onSaved, extra }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const box = useRef<HTMLElement>(null)
  const { subject } = item.assessed
  const draft = useDraft<Said>(`score/${me.user.id}/${courseId}/${subject}`, startOf(item))
  const why = useTyped(`rescore/${courseId}/${subject}`, { reason: '' })
  const [recusing, setRecusing] = useState(false)
  const { value, change } = draft
  const mine = item.indicators.filter((l) => !l.code && !over(l))
  const send = useCourseCommand<Noun['EvaluateCommand'], Noun['CourseView']>(
    (body, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/scores/{subject}', {
          params: { path: { id: courseId, subject }, header: header(key) },
          body,
        }),
      ),
    () => {
      onSaved()
    },
    {
      name: `score/${courseId}/${subject}`,
      sent: () => {
        draft.drop()
        why.sent()
      },
    },
  )
  const changed = mine.filter((l) => {
    const said = value[keyOf(l)]
    const points = typeof said?.points === 'number' ? toThousandths(said.points) : undefined
    return points !== undefined && (points !== l.given?.points || said?.remark.trim() !== (l.given?.remark ?? ''))
  })
  const again = changed.some((l) => l.given)
  const reason = why.value.reason.trim()
  const option = may(item.may, 'evaluate')
  const shut = option !== undefined && !option.allowed
  const submit = () => {
    if (changed.length === 0 || shut || send.isPending || !numbersRight(box.current)) return
    if (again && reason === '') {
      box.current?.querySelector<HTMLTextAreaElement>('.bench-why textarea')?.focus()
      return
    }
    const items = changed.map((l) => ({
      sheet: l.sheet,
      indicator: l.indicator.key,
      points: toThousandths(value[keyOf(l)]?.points ?? 0),
      remark: value[keyOf(l)]?.remark.trim() ?? '',
    }))
    send.mutate({ items, ...(again ? { reason } : {}) })
  }
  const keys = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || e.nativeEvent.isComposing) return
    if (e.ctrlKey || e.metaKey) {
      e.preventDefault()
      submit()
    } else if ((e.target as HTMLElement).tagName === 'INPUT') {
      e.preventDefault()
      const inputs = [...(box.current?.querySelectorAll<HTMLInputElement>('input:not([disabled])') ?? [])]
      inputs[inputs.indexOf(e.target as HTMLInputElement) + 1]?.focus()
    }
  }
  const recuse = may(item.may, 'recuse')
  return (
    <section ref={box} className="stack bench-card" onKeyDown={keys} aria-label={item.assessed.name}>
      <div className="row bench-head">
        <h2>{item.assessed.name}</h2>
        <span className="tag">{t(`assessedKind.${item.assessed.kind}`)}</span>
        <span className="row bench-nav">{extra}</span>
      </div>
      {shut ? <p className="warn-bar">{option.why}</p> : null}
      {item.self?.summary ? (
        <details className="panel bench-self">
          <summary>{t('assess.bench.self')}</summary>
          <p className="pre">{item.self.summary}</p>
        </details>
      ) : null}
      {item.indicators.map((l, i) => (
        <IndicatorPart
          key={keyOf(l)}
          line={l}
          facts={item.facts}
          works={works}
          shut={shut || over(l)}
          said={value[keyOf(l)] ?? { points: null, remark: '' }}
          onChange={(part) =>
            change({ ...value, [keyOf(l)]: { ...(value[keyOf(l)] ?? { points: null, remark: '' }), ...part } })
          }
          error={fieldError(send.error, `/items/${changed.indexOf(l)}/points`, `/items/${i}/points`)}
        />
      ))}
      {again ? (
        <Why value={why.value.reason} onChange={(text) => why.set({ reason: text })} error={send.error} />
      ) : null}
      <ProblemView error={send.error} onRetry={submit} retrying={send.isPending} />
      <div className="form-actions inspect-foot">
        {recuse?.allowed ? <Button onClick={() => setRecusing(true)}>{t('assess.command.recuse')}</Button> : null}
        <Button
          type="primary"
          size="large"
          loading={send.isPending}
          disabled={changed.length === 0 || shut || (again && reason === '')}
          onClick={submit}
        >
          {t('assess.bench.save')}
        </Button>
      </div>
      {recusing ? <Recuse courseId={courseId} subject={subject} onClose={() => setRecusing(false)} /> : null}
    </section>
  )
}

/** Why a score that was handed in already is another one now. */
function Why({ value, onChange, error }: { value: string; onChange: (text: string) => void; error: unknown }) {
  const { t } = useTranslation()
  return (
    <div className="bench-why">
      <Field label={t('assess.bench.why')} hint={t('assess.bench.whyHint')} error={fieldError(error, '/reason')}>
        <Input.TextArea rows={2} maxLength={4000} value={value} onChange={(e) => onChange(e.target.value)} />
      </Field>
    </div>
  )
}

interface PartProps {
  line: Line
  facts: Noun['Fact'][]
  works: Noun['CourseWork'][]
  shut: boolean
  said: { points: number | null; remark: string }
  onChange: (part: Partial<{ points: number | null; remark: string }>) => void
  error?: string
}

function IndicatorPart({ line, facts, works, shut, said, onChange, error }: PartProps) {
  const { t } = useTranslation()
  const { indicator: i } = line
  const about = facts.filter((f) => !i.about || i.about.length === 0 || i.about.includes(f.kind))
  const least = (i.min ?? 0) / 1000
  const most = (i.max ?? i.full ?? 100_000) / 1000
  return (
    <Panel
      title={i.title}
      extra={
        <>
          <span className="soft">{line.path}</span>
          {line.blind ? <span className="tag">{t('assess.bench.blind')}</span> : null}
        </>
      }
    >
      <div className="bench-line">
        <div className="form">
          {line.code ? (
            <p className="notice-bar">{line.why}</p>
          ) : (
            <>
              <NumberField
                label={t('assess.bench.points', { least, most })}
                error={error}
                min={least}
                max={most}
                decimals={3}
                disabled={shut}
                value={said.points}
                onChange={(points) => onChange({ points })}
              />
              <Field label={t('assess.remark')} optional>
                <Input
                  maxLength={1000}
                  disabled={shut}
                  value={said.remark}
                  onChange={(e) => onChange({ remark: e.target.value })}
                />
              </Field>
            </>
          )}
          {over(line) ? <p className="hint">{t('assess.bench.over')}</p> : null}
          {line.others.length > 0 ? (
            <ul>
              {line.others.map((o) => (
                <li key={`${o.by.user}${o.seq}`} className="soft">
                  {t('assess.bench.other', { name: o.by.name, points: sayPoints(o.points) })}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        <div>
          <h3>{t('assess.bench.facts')}</h3>
          <FactList facts={about} works={works} />
        </div>
      </div>
    </Panel>
  )
}

function Recuse({ courseId, subject, onClose }: { courseId: string; subject: string; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useTyped(`recuse/${courseId}/${subject}`, { reason: '' })
  const { reason } = form.value
  const act = useCourseCommand<string>(
    (text, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/recusals/{subject}', {
          params: { path: { id: courseId, subject }, header: header(key) },
          body: { reason: text },
        }),
      ),
    onClose,
    form,
  )
  return (
    <FormModal
      title={t('assess.command.recuse')}
      ok={t('assess.command.recuse')}
      disabled={reason.trim() === ''}
      sending={act.isPending}
      error={act.error}
      kept={form.kept}
      onOk={() => act.mutate(reason.trim())}
      onClose={onClose}
    >
      <p className="notice-bar">{t('assess.bench.recuseHint')}</p>
      <Field label={t('assess.reason')}>
        <Input.TextArea
          rows={3}
          maxLength={4000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
