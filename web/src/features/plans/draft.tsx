import { TeamOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Bounded } from '@/ui/bounded'
import { Page, Panel } from '@/ui/page'
import { Nothing, ProblemView } from '@/ui/states'
import { AssignDialog } from './assign-dialog'
import { measureFrom } from './cut'
import { Buttons } from './draft-acts'
import { GoalEditor } from './goal-editor'
import { GoalTabs } from './goal-tabs'
import { Imported } from './imported'
import type { Issue } from './issue'
import { IssueProgress } from './issue-progress'
import { type Goal, replaceAt } from './model'
import { Problems } from './problems'
import { Rehearse } from './rehearse'
import { Found, SaveState } from './save-state'
import { Source } from './source'
import { StepsEditor } from './steps-editor'
import { useDraftPlan } from './use-draft-plan'
import { usePlace } from './use-place'

type DraftPlan = ReturnType<typeof useDraftPlan>
type View = 'edit' | 'rehearse'

/** A plan that is being drafted: read against its report, mended, assigned, rehearsed, and issued. */
export function Draft({ view, issue }: { view: Noun['PlanView']; issue: Issue }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { view?: string }
  const draft = useDraftPlan(view)
  const goals = draft.content.goals
  const place = usePlace(goals)
  const shown: View = search.view === 'rehearse' ? 'rehearse' : 'edit'
  const show = (next: View) =>
    navigate({
      to: '/plans/$planId',
      params: { planId: view.plan.id },
      search: { view: next === 'edit' ? undefined : next },
      replace: true,
    })
  const goTo = async (pointer: string) => {
    if (shown !== 'edit') await show('edit')
    place.goTo(pointer)
  }
  return (
    <Page
      title={draft.content.title}
      lead={<Lead draft={draft} />}
      extra={<Buttons view={view} draft={draft} issue={issue} />}
    >
      <Imported plan={view.plan} empty={goals.length === 0} />
      <Found draft={draft} />
      <ProblemView error={issue.error} onRetry={() => issue.go(draft.save)} retrying={issue.isPending} />
      {issue.isPending ? <IssueProgress plan={view.plan.id} goals={goals} running /> : null}
      <Problems problems={draft.problems} warnings={draft.warnings} goals={goals} onGo={(p) => void goTo(p)} />
      <div className="row plan-views">
        <Segmented<View>
          value={shown}
          onChange={(next) => void show(next)}
          options={[
            { value: 'edit', label: t('plans.editView') },
            {
              value: 'rehearse',
              label: t('rehearsal.rehearse'),
              disabled: goals.length === 0,
              title: goals.length === 0 ? t('rehearsal.rehearseWhy') : undefined,
            },
          ]}
        />
        {goals.length === 0 ? <span className="hint">{t('rehearsal.rehearseWhy')}</span> : null}
        {shown === 'edit' ? (
          <Assign goals={goals} onGoals={(next) => draft.change({ ...draft.content, goals: next })} />
        ) : null}
        <SaveState draft={draft} onGo={(p) => void goTo(p)} />
      </div>
      {shown === 'edit' ? (
        <Desk view={view} draft={draft} place={place} onGo={(p) => void goTo(p)} />
      ) : (
        <Rehearse
          plan={view.plan.id}
          year={draft.content.year}
          goals={goals}
          unready={draft.problems.length}
          ready={draft.save}
          onGo={(p) => void goTo(p)}
        />
      )}
    </Page>
  )
}

function Lead({ draft }: { draft: DraftPlan }) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <span className="tag">{t('planStatus.draft')}</span>
      <span className="num">{draft.content.year}</span>
      <span>{t('plans.goals', { n: draft.content.goals.length })}</span>
    </span>
  )
}

interface DeskProps {
  view: Noun['PlanView']
  draft: DraftPlan
  place: ReturnType<typeof usePlace>
  onGo: (pointer: string) => void
}

/** The report on the left, goal and measures on the right, each showing where the other is; the steps below. */
function Desk({ view, draft, place, onGo }: DeskProps) {
  const { t } = useTranslation()
  const { content, change } = draft
  const { chosen, choose } = place
  const goal = content.goals[chosen]
  const onGoals = (goals: Goal[]) => change({ ...content, goals })
  return (
    <>
      <div className="plan-desk">
        <Source
          source={view.plan.source ?? ''}
          goals={content.goals}
          chosen={chosen}
          measure={place.measure}
          onChoose={choose}
          onTake={goal && ((found) => onGoals(replaceAt(content.goals, chosen, measureFrom(goal, found))))}
        />
        <div className="stack">
          <Panel title={t('plans.goalsList')} extra={<PlanName draft={draft} />}>
            <GoalTabs plan={view.plan.id} draft={draft} chosen={chosen} onChoose={choose} />
          </Panel>
          {goal ? (
            <GoalEditor
              key={goal.id ?? chosen}
              plan={view.plan}
              draft={draft}
              index={chosen}
              goal={goal}
              measure={place.measure}
              onGoals={onGoals}
              onChoose={choose}
              onLook={place.setMeasure}
              onGo={onGo}
            />
          ) : (
            <div className="panel">
              <Nothing title={t('plans.noGoals')} hint={t('plans.noGoalsHint')} />
            </div>
          )}
        </div>
      </div>
      {goal ? (
        <StepsEditor
          key={`steps-${goal.id ?? chosen}`}
          goals={content.goals}
          goal={goal}
          index={chosen}
          open={place.step}
          onOpen={place.setStep}
          onGoal={(next) => onGoals(replaceAt(content.goals, chosen, next))}
        />
      ) : null}
    </>
  )
}

function PlanName({ draft }: { draft: DraftPlan }) {
  const { t } = useTranslation()
  const { content, change } = draft
  return (
    <>
      <Input
        className="plan-name"
        aria-label={t('plans.name')}
        maxLength={200}
        value={content.title}
        onChange={(e) => change({ ...content, title: e.target.value })}
      />
      <Bounded
        aria-label={t('plans.year')}
        min={2000}
        max={2100}
        value={content.year}
        onChange={(year) => year && change({ ...content, year })}
      />
    </>
  )
}

function Assign({ goals, onGoals }: { goals: Goal[]; onGoals: (goals: Goal[]) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<TeamOutlined />} onClick={() => setOpen(true)}>
        {t('plans.assign')}
      </Button>
      {open ? <AssignDialog goals={goals} onGoals={onGoals} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
