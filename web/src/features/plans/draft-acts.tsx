import { DeleteOutlined, SendOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import type { Issue } from './issue'
import { usePlace } from './problems'
import type { useDraftPlan } from './use-draft-plan'

type DraftPlan = ReturnType<typeof useDraftPlan>

interface ButtonsProps {
  view: Noun['PlanView']
  draft: DraftPlan
  issue: Issue
}

/** What is done with a draft as a whole: thrown away, or issued. */
export function Buttons({ view, draft, issue }: ButtonsProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/plans/{id}', { params: { path: { id: view.plan.id } } })),
    onSuccess: () => {
      draft.forget()
      void client.invalidateQueries({ queryKey: keys.plans() })
      void navigate({ to: '/plans', ignoreBlocker: true })
    },
  })
  const why = useWhyNot(draft)
  return (
    <>
      <ProblemView error={remove.error} onRetry={() => remove.mutate()} retrying={remove.isPending} />
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
        disabled={why !== undefined}
        title={why}
        loading={issue.isPending}
        onClick={() =>
          modal.confirm({
            title: t('plans.issue'),
            content: <IssueAsk draft={draft} />,
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

/** Why a draft cannot be issued yet; nothing when it can. */
function useWhyNot(draft: DraftPlan): string | undefined {
  const { t } = useTranslation()
  if (draft.content.goals.length === 0) return t('plans.noGoals')
  if (draft.problems.length > 0) return t('plans.problems', { n: draft.problems.length })
  return draft.error ? t('draft.notSaved') : undefined
}

const movedDays = ['day-passed', 'opens-late']

/** What issuing does; the dates that will not stay as they were written are told once more. */
function IssueAsk({ draft }: { draft: DraftPlan }) {
  const { t } = useTranslation()
  const placeOf = usePlace(draft.content.goals)
  const moved = draft.warnings.filter((w) => movedDays.includes(w.code))
  return (
    <>
      <p>{t('plans.issueAsk', { n: draft.content.goals.length })}</p>
      {moved.length > 0 ? (
        <>
          <p>{t('plans.issueMoves', { n: moved.length })}</p>
          <ul className="issue-moves">
            {moved.map((w) => (
              <li key={w.pointer}>
                {placeOf(w.pointer)} <span className="soft">{w.detail}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}
