import { FormOutlined } from '@ant-design/icons'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Due } from '@/ui/due'
import { Panel } from '@/ui/page'
import { useInbox } from '@/work/inbox'
import { useMe } from '@/work/session'
import { draftsOf } from './use-draft'

/** The inspections that wait for the caller, with what lies unsent on this device. */
export function MyInspections() {
  const { t } = useTranslation()
  const me = useMe()
  const inbox = useInbox()
  const duties = (inbox.data?.pages.flatMap((p) => p.items) ?? []).filter(
    (i) => i.duty === 'accept' || i.duty === 'submit',
  )
  const ids = [...new Set(duties.map((i) => i.goal_id))]
  const goals = useQueries({
    queries: ids.map((id) => ({
      queryKey: keys.goal(id),
      queryFn: () => answer(api.GET('/api/v1/goals/{id}', { params: { path: { id } } })),
    })),
  })
  const drafts = draftsOf(me.user.id)
  const open = duties.filter((item) => {
    const steps = goals.find((g) => g.data?.goal.id === item.goal_id)?.data?.goal.steps
    return steps?.find((s) => s.key === item.step)?.kind === 'inspection'
  })
  if (open.length === 0) return null
  return (
    <Panel title={t('inspect.mine')} bare>
      <ul className="inspect-places">
        {open.map((item) => {
          const draft = drafts.find((d) => d.goal === item.goal_id && d.step === item.step)
          return (
            <li key={`${item.goal_id}/${item.step}`}>
              <Link
                to="/goals/$goalId/inspect/$stepKey"
                params={{ goalId: item.goal_id, stepKey: item.step }}
                className="inspect-place"
              >
                <span>
                  <strong>{item.step_title}</strong>
                  <span className="row">
                    <Due at={item.step_due_at ?? item.due_at} light={item.light} />
                    {draft ? (
                      <span className="tag">{t(draft.waiting ? 'inspect.draftWaits' : 'inspect.draftKept')}</span>
                    ) : null}
                  </span>
                </span>
                <span className="inspect-begin">
                  <FormOutlined aria-hidden="true" /> {t(draft ? 'inspect.goOn' : 'inspect.begin')}
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
