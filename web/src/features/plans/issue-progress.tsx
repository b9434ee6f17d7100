import { CheckCircleFilled, ClockCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'

interface Props {
  plan: string
  goals: { id?: string; title?: string }[]
  running: boolean // issuing is going on now
}

/** Which goals of a plan run already, goal by goal, while it is issued and after it was interrupted. */
export function IssueProgress({ plan, goals, running }: Props) {
  const { t } = useTranslation()
  const query = { plan, limit: 200 }
  const { data } = useQuery({
    queryKey: [...keys.goals(query), 'progress'],
    queryFn: () => answer(api.GET('/api/v1/goals', { params: { query } })),
    refetchInterval: running ? 700 : false,
  })
  const started = new Set(data?.items.map((i) => i.goal.id))
  const next = goals.findIndex((g) => !started.has(g.id ?? ''))
  const n = goals.filter((g) => started.has(g.id ?? '')).length
  return (
    <Panel title={<span role="status">{t('plans.progress', { n, of: goals.length })}</span>}>
      <progress className="issue-bar" max={goals.length} value={n} aria-label={t('plans.issuing')} />
      <ol className="goal-tabs issue-goals">
        {goals.map((g, i) => {
          const runs = started.has(g.id ?? '')
          return (
            <li key={g.id ?? i} className="row">
              {runs ? (
                <CheckCircleFilled className="goal-tab-right" aria-hidden="true" />
              ) : running && i === next ? (
                <LoadingOutlined aria-hidden="true" />
              ) : (
                <ClockCircleOutlined aria-hidden="true" />
              )}
              {runs ? (
                <Link to="/goals/$goalId" params={{ goalId: g.id ?? '' }}>
                  {g.title}
                </Link>
              ) : (
                <span>{g.title}</span>
              )}
              <span className="soft">
                {t(runs ? 'plans.runs' : running && i === next ? 'plans.starting' : 'plans.waits')}
              </span>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}
