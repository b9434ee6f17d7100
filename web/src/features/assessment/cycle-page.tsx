import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { numbersRight } from '@/ui/numbers'
import { Page, Panel } from '@/ui/page'
import { Restored } from '@/ui/restored'
import { Loaded, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { rolesOf, useMe } from '@/work/session'
import { useTyped } from '@/work/typed'
import { CycleAssessed } from './cycle-assessed'
import { CycleFormulas } from './cycle-formulas'
import { CycleIndicators } from './cycle-indicators'
import { CycleLine } from './cycle-line'
import { CycleNumbers } from './cycle-numbers'
import { sayPlace } from './fault-place'
import { Simulate } from './simulate'
import './assessment.css'

export type Cycle = Noun['Cycle']

/** The draft of a cycle: who is assessed, by what, by whom and in which time; what keeps it from being issued. */
export function CyclePage() {
  const { cycleId = '' } = useParams({ strict: false })
  const cycle = useQuery({
    queryKey: keys.cycle(cycleId),
    queryFn: () => answer(api.GET('/api/v1/cycles/{id}', { params: { path: { id: cycleId } } })),
    refetchOnWindowFocus: false,
  })
  return <Loaded query={cycle}>{(view) => <Shown key={view.draft.version} view={view} />}</Loaded>
}

function Shown({ view }: { view: Noun['CycleView'] }) {
  const { t } = useTranslation()
  const { message, modal } = useTell()
  const navigate = useNavigate()
  const writes = rolesOf(useMe()).some((r) => r === 'supervisor' || r === 'leader')
  const { draft } = view
  const form = useTyped(`cycle/${draft.id}`, { cycle: draft.cycle, from: 0 })
  const from = form.value.from || draft.version // the version that was edited: another's is never overwritten
  const dirty = form.changed
  const open = writes && draft.status === 'draft'
  const cycle = open ? form.value.cycle : draft.cycle
  const set = (part: Partial<Cycle>) => cycle && form.set({ cycle: { ...cycle, ...part }, from })
  const save = useCommand<Cycle, Noun['CycleView']>({
    send: (body) =>
      answer(
        api.PUT('/api/v1/cycles/{id}', {
          params: { path: { id: draft.id } },
          body: { version: from, cycle: body },
        }),
      ),
    invalidates: [keys.assessment()],
    done: () => void message.success(t('say.saved')),
    form,
  })
  const issue = useCommand<number, Noun['CourseView']>({
    send: (version) =>
      answer(api.POST('/api/v1/cycles/{id}/issue', { params: { path: { id: draft.id } }, body: { version } })),
    invalidates: [keys.assessment(), keys.work()],
    done: (course) => void navigate({ to: '/assessment/$courseId', params: { courseId: course.id } }),
  })
  const remove = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/cycles/{id}', { params: { path: { id } } })),
    invalidates: [keys.assessment()],
    done: () => void navigate({ to: '/assessment' }),
    form,
  })
  if (!cycle) return null
  const ask = (what: 'issue' | 'remove') =>
    modal.confirm({
      title: t(what === 'issue' ? 'cycle.issue' : 'cycle.remove'),
      content: t(what === 'issue' ? 'cycle.issueAsk' : 'cycle.removeAsk'),
      okButtonProps: { danger: what === 'remove' },
      onOk: () => (what === 'issue' ? issue.mutate(draft.version) : remove.mutate(draft.id)),
    })
  const part = { cycle, set, open, error: save.error }
  return (
    <Page
      title={draft.title}
      lead={`${draft.period} · ${t(`cycle.statuses.${draft.status}`)}`}
      extra={
        open ? (
          <>
            <Button danger onClick={() => ask('remove')}>
              {t('cycle.remove')}
            </Button>
            <Button
              loading={save.isPending}
              disabled={!dirty || cycle.title.trim() === ''}
              onClick={() => numbersRight(document) && save.mutate(cycle)}
            >
              {t('do.save')}
            </Button>
            <Button
              type="primary"
              loading={issue.isPending}
              disabled={dirty || view.problems.length > 0}
              onClick={() => numbersRight(document) && ask('issue')}
            >
              {t('cycle.issue')}
            </Button>
          </>
        ) : null
      }
    >
      {open ? <Restored kept={form.kept} /> : null}
      <ProblemView
        error={save.error}
        onRetry={() => numbersRight(document) && save.mutate(cycle)}
        retrying={save.isPending}
      />
      <ProblemView error={issue.error ?? remove.error} />
      {open && dirty ? <p className="notice-bar">{t('cycle.dirty')}</p> : null}
      <Problems problems={view.problems} cycle={draft.cycle ?? cycle} open={open} />
      {open ? (
        <Panel title={t('cycle.basics')}>
          <Field
            label={t('cycle.name')}
            error={cycle.title.trim() === '' ? t('cycle.needsName') : fieldError(save.error, '/cycle/title')}
          >
            <Input maxLength={200} value={cycle.title} onChange={(e) => set({ title: e.target.value })} />
          </Field>
        </Panel>
      ) : null}
      <CycleIndicators
        {...part}
        draft={draft}
        dirty={dirty}
        sheet={
          writes ? (
            <Button
              icon={<DownloadOutlined />}
              href={`/api/v1/cycles/${draft.id}/indicators`}
              download={`${t('cycle.sheetName')}.xlsx`}
            >
              {t('cycle.sheet')}
            </Button>
          ) : null
        }
      />
      <CycleFormulas {...part} />
      <CycleAssessed {...part} draft={draft} dirty={dirty} />
      <CycleLine {...part} />
      <CycleNumbers {...part} />
      <Simulate id={draft.id} cycle={cycle} />
    </Page>
  )
}

/** What every part of the editor is given. */
export interface CyclePart {
  cycle: Cycle
  set: (part: Partial<Cycle>) => void
  open: boolean // it may be edited
  error: unknown
}

function Problems({ problems, cycle, open }: { problems: Noun['FieldProblem'][]; cycle: Cycle; open: boolean }) {
  const { t } = useTranslation()
  if (!open) return null
  if (problems.length === 0) return <p className="notice-bar">{t('cycle.ready')}</p>
  return (
    <Panel title={t('cycle.problems', { n: problems.length })}>
      <ul className="stack">
        {problems.map((p) => (
          <li key={p.pointer + p.code} className="field-error">
            {sayPlace(p.pointer, cycle, t)}
            {t('say.colon')}
            {p.detail}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
