import { CheckCircleOutlined, DeleteOutlined, SendOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Input, InputNumber } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { newKey } from '@/api/command'
import { keys } from '@/api/keys'
import { asProblem } from '@/api/problem'
import { Page, Panel } from '@/ui/page'
import { Bones, Loaded, Nothing, ProblemView } from '@/ui/states'
import { GoalEditor } from './goal-editor'
import { fieldId, goalOf } from './model'
import { Problems } from './problems'
import { Source } from './source'
import { useDraftPlan } from './use-draft-plan'
import './plans.css'

/** One plan: a draft to work on, or what was issued. */
export function PlanPage() {
  const { planId } = useParams({ strict: false })
  const id = planId ?? ''
  const plan = useQuery({
    queryKey: keys.plan(id),
    queryFn: () => answer(api.GET('/api/v1/plans/{id}', { params: { path: { id } } })),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY, // the draft here is the newest; a conflict says when it is not
    gcTime: 0,
  })
  return (
    <Loaded query={plan} lines={12}>
      {(view) => (view.plan.status === 'draft' ? <Draft key={id} view={view} /> : <Issued view={view} />)}
    </Loaded>
  )
}

function Draft({ view }: { view: Noun['PlanView'] }) {
  const { t } = useTranslation()
  const draft = useDraftPlan(view)
  const [at, setAt] = useState(0)
  const [target, setTarget] = useState<string | null>(null)
  const { content, change } = draft
  const goals = content.goals
  const chosen = Math.min(at, goals.length - 1)
  const goal = goals[chosen]

  // The control may be on another goal, which must be drawn first.
  useEffect(() => {
    if (!target) return
    const parts = target.split('/')
    // The place itself, or the nearest thing round it that can be shown.
    for (let n = parts.length; n > 1; n--) {
      const found = document.getElementById(fieldId(parts.slice(0, n).join('/')))
      if (!found) continue
      found.closest('details')?.setAttribute('open', '')
      found.scrollIntoView({ block: 'center' })
      found.focus()
      break
    }
    setTarget(null)
  }, [target])
  const goTo = (pointer: string) => {
    const index = goalOf(pointer)
    if (index >= 0) setAt(index)
    setTarget(pointer)
  }

  return (
    <Page
      title={content.title}
      lead={
        <span className="row">
          <span className="tag">{t('planStatus.draft')}</span>
          <span className="num">{content.year}</span>
          <span>{t('plans.goals', { n: goals.length })}</span>
          <span role="status">{t(draft.saving ? 'plans.saving' : draft.dirty ? 'plans.dirty' : 'plans.saved')}</span>
        </span>
      }
      extra={<Buttons view={view} draft={draft} />}
    >
      {view.reason ? <p className="warn-bar">{view.reason}</p> : null}
      {draft.error ? (
        <ProblemView error={draft.error} onRetry={() => void draft.save().catch(() => {})} retrying={draft.saving} />
      ) : null}
      {draft.error && asProblem(draft.error).status === 409 ? (
        <p className="warn-bar">
          {t('plans.conflict')} <Button onClick={() => window.location.reload()}>{t('do.reload')}</Button>
        </p>
      ) : null}
      <Problems problems={draft.problems} goals={goals} onGo={goTo} />
      <div className="plan-desk">
        <Source source={view.plan.source ?? ''} goals={goals} chosen={chosen} onChoose={setAt} />
        <div className="stack">
          <Panel title={t('plans.goalsList')} extra={<PlanName draft={draft} />}>
            <GoalTabs draft={draft} chosen={chosen} onChoose={setAt} />
          </Panel>
          {goal ? (
            <GoalEditor
              key={goal.id ?? chosen}
              plan={view.plan}
              draft={draft}
              index={chosen}
              goal={goal}
              onGoals={(next) => change({ ...content, goals: next })}
              onChoose={setAt}
            />
          ) : (
            <div className="panel">
              <Nothing title={t('plans.goals', { n: 0 })} />
            </div>
          )}
        </div>
      </div>
    </Page>
  )
}

type DraftPlan = ReturnType<typeof useDraftPlan>

function PlanName({ draft }: { draft: DraftPlan }) {
  const { t } = useTranslation()
  const { content, change } = draft
  return (
    <>
      <Input
        aria-label={t('plans.name')}
        maxLength={200}
        value={content.title}
        onChange={(e) => change({ ...content, title: e.target.value })}
      />
      <InputNumber
        aria-label={t('plans.year')}
        min={2000}
        max={2100}
        value={content.year}
        onChange={(year) => year && change({ ...content, year })}
      />
    </>
  )
}

function GoalTabs({ draft, chosen, onChoose }: { draft: DraftPlan; chosen: number; onChoose: (i: number) => void }) {
  const { t } = useTranslation()
  const { content, change, problems } = draft
  const wrong = (i: number) => problems.filter((p) => goalOf(p.pointer) === i).length
  return (
    <ol className="goal-tabs" id={fieldId('/goals')} tabIndex={-1}>
      {content.goals.map((g, i) => (
        <li key={g.id ?? i}>
          <button type="button" aria-current={i === chosen ? 'true' : undefined} onClick={() => onChoose(i)}>
            <span className="num">{i + 1}</span>
            <span className="goal-tab-title">{g.title || t('plans.goal', { n: i + 1 })}</span>
            {wrong(i) > 0 ? (
              <span className="goal-tab-wrong">{wrong(i)}</span>
            ) : (
              <CheckCircleOutlined className="goal-tab-right" aria-label={t('plans.problemsNone')} />
            )}
          </button>
        </li>
      ))}
      <li>
        <Button
          block
          onClick={() => {
            change({ ...content, goals: [...content.goals, { title: '', kind: 'general', weight: 0, steps: [] }] })
            onChoose(content.goals.length)
          }}
        >
          {t('plans.addGoal')}
        </Button>
      </li>
    </ol>
  )
}

function Buttons({ view, draft }: { view: Noun['PlanView']; draft: DraftPlan }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const client = useQueryClient()
  const navigate = useNavigate()
  const issue = useIssue(view.plan.id)
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/plans/{id}', { params: { path: { id: view.plan.id } } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.plans() })
      void navigate({ to: '/plans', ignoreBlocker: true })
    },
  })
  const ready = draft.problems.length === 0 && !draft.error
  return (
    <>
      <ProblemView
        error={issue.error ?? remove.error}
        onRetry={() => issue.go(draft.save)}
        retrying={issue.isPending}
      />
      <Button
        icon={<DeleteOutlined />}
        loading={remove.isPending}
        onClick={() =>
          modal.confirm({
            title: t('plans.removeAsk', { title: draft.content.title }),
            okButtonProps: { danger: true },
            onOk: () => remove.mutate(),
          })
        }
      >
        {t('plans.remove')}
      </Button>
      <Button
        type="primary"
        icon={<SendOutlined />}
        disabled={!ready}
        loading={issue.isPending}
        onClick={() =>
          modal.confirm({
            title: t('plans.issue'),
            content: t('plans.issueAsk', { n: draft.content.goals.length }),
            okText: t('plans.issue'),
            onOk: () => issue.go(draft.save),
          })
        }
      >
        {issue.isPending ? t('plans.issuing') : t('plans.issue')}
      </Button>
    </>
  )
}

/** Issuing goes on where it stopped when it is sent again; the version makes sure that what was seen is what runs. */
function useIssue(id: string) {
  const client = useQueryClient()
  const issue = useMutation({
    mutationFn: async (save: () => Promise<number | undefined>) => {
      const version = await save()
      return answer(
        api.POST('/api/v1/plans/{id}/issue', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
          body: version === undefined ? {} : { version },
        }),
      )
    },
    onSuccess: async (view) => {
      client.setQueryData(keys.plan(id), view)
      await client.invalidateQueries({ queryKey: keys.work() })
      await client.invalidateQueries({ queryKey: keys.plans(), exact: true })
    },
    onError: () => void client.invalidateQueries({ queryKey: keys.plans(), exact: true }),
  })
  return { ...issue, go: (save: () => Promise<number | undefined>) => issue.mutate(save) }
}

function Issued({ view }: { view: Noun['PlanView'] }) {
  const { t } = useTranslation()
  const issue = useIssue(view.plan.id)
  const { plan } = view
  const goals = plan.goals ?? []
  const go = () => issue.go(async () => undefined)
  return (
    <Page
      title={plan.title}
      lead={
        <span className="row">
          <span className="tag">{t(`planStatus.${plan.status}`)}</span>
          <span className="num">{plan.year}</span>
        </span>
      }
    >
      <ProblemView error={issue.error} onRetry={go} retrying={issue.isPending} />
      {plan.status === 'issuing' ? (
        <div className="warn-bar row">
          {issue.isPending ? t('plans.issuing') : t('plans.interrupted')}
          <Button type="primary" loading={issue.isPending} onClick={go}>
            {t('plans.goOn')}
          </Button>
        </div>
      ) : (
        <p className="notice-bar">{t('plans.issuedHint', { n: goals.length })}</p>
      )}
      <div className="plan-desk">
        <Source source={plan.source ?? ''} goals={goals} chosen={-1} onChoose={() => {}} />
        <Panel title={t('plans.goalsList')}>
          {goals.length === 0 ? <Bones /> : null}
          <ol className="goal-tabs">
            {goals.map((g, i) => (
              <li key={g.id}>
                <Link to="/goals/$goalId" params={{ goalId: g.id }}>
                  <span className="num">{i + 1}</span>
                  <span className="goal-tab-title">{g.title}</span>
                </Link>
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </Page>
  )
}
