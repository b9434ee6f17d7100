import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Page, Panel } from '@/ui/page'
import { Bones, ProblemView } from '@/ui/states'
import type { Issue } from './issue'
import { IssueProgress } from './issue-progress'
import { goalOf } from './model'
import { Rehearse } from './rehearse'
import { Source } from './source'

/** A plan that was issued, or whose issue was interrupted: its goals run on their own. */
export function Issued({ view, issue }: { view: Noun['PlanView']; issue: Issue }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { view?: string }
  const { plan } = view
  const goals = plan.goals ?? []
  const go = () => issue.go(async () => undefined)
  const shown = search.view === 'rehearse' ? 'rehearse' : 'goals'
  const open = (pointer: string) => {
    const goal = goals[goalOf(pointer)]
    if (goal) void navigate({ to: '/goals/$goalId', params: { goalId: goal.id } })
  }
  return (
    <Page
      title={plan.title}
      lead={
        <span className="row">
          <span className={`tag plan-${plan.status}`}>{t(`planStatus.${plan.status}`)}</span>
          <span className="num">{plan.year}</span>
        </span>
      }
    >
      <ProblemView error={issue.error} onRetry={go} retrying={issue.isPending} />
      {plan.status === 'issuing' ? (
        <>
          <div className="warn-bar row">
            {issue.isPending ? t('plans.issuing') : t('plans.interrupted')}
            <Button type="primary" loading={issue.isPending} onClick={go}>
              {t('plans.goOn')}
            </Button>
          </div>
          <IssueProgress plan={plan.id} goals={goals} running={issue.isPending} />
        </>
      ) : (
        <p className="notice-bar">{t('plans.issuedHint', { n: goals.length })}</p>
      )}
      <div className="row plan-views">
        <Segmented
          value={shown}
          onChange={(next) =>
            void navigate({
              to: '/plans/$planId',
              params: { planId: plan.id },
              search: { view: next === 'goals' ? undefined : next },
              replace: true,
            })
          }
          options={[
            { value: 'goals', label: t('plans.goalsView') },
            { value: 'rehearse', label: t('rehearsal.rehearse') },
          ]}
        />
      </div>
      {shown === 'goals' ? (
        <div className="plan-desk">
          <Source source={plan.source ?? ''} goals={goals} chosen={-1} onChoose={(goal) => open(`/goals/${goal}`)} />
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
      ) : (
        <Rehearse plan={plan.id} year={plan.year} goals={goals} ready={async () => undefined} onGo={open} />
      )}
    </Page>
  )
}
