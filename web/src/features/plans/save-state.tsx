import { CheckCircleOutlined, CloseCircleFilled, EditOutlined, SyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem, type FieldProblem } from '@/api/problem'
import { titlesOf } from './kept-plan'
import type { Goal } from './model'
import { usePlace } from './problems'
import type { useDraftPlan } from './use-draft-plan'

type DraftPlan = ReturnType<typeof useDraftPlan>

interface Props {
  draft: DraftPlan
  onGo: (pointer: string) => void
}

/** Whether what is typed has been saved, where one types; what keeps it from being saved, by goal and field. */
export function SaveState({ draft, onGo }: Props) {
  const { t } = useTranslation()
  if (draft.error) return <NotSaved draft={draft} onGo={onGo} />
  const [icon, words] = draft.saving
    ? [<SyncOutlined key="i" spin />, t('draft.saving')]
    : draft.dirty
      ? [<EditOutlined key="i" />, t('draft.dirty')]
      : [<CheckCircleOutlined key="i" />, t('draft.saved')]
  return (
    <span className="save-state" role="status">
      <span aria-hidden="true">{icon}</span> <span>{words}</span>
    </span>
  )
}

function NotSaved({ draft, onGo }: Props) {
  const { t } = useTranslation()
  const problem = asProblem(draft.error)
  const stale = problem.status === 409
  return (
    <div className="save-state save-failed" role="alert">
      <CloseCircleFilled aria-hidden="true" />
      <strong>{t('draft.notSaved')}</strong>
      {stale ? <span>{t('draft.conflict')}</span> : null}
      {!stale && problem.errors.length === 0 ? <span>{problem.detail}</span> : null}
      {problem.errors.slice(0, 3).map((e) => (
        <Wrong key={e.pointer + e.detail} error={e} goals={draft.content.goals} onGo={onGo} />
      ))}
      {problem.errors.length > 3 ? <span>{t('draft.notSavedMore', { n: problem.errors.length - 3 })}</span> : null}
      <Button
        size="small"
        loading={draft.saving}
        onClick={() => void (stale ? draft.reload() : draft.save()).catch(() => {})}
      >
        {stale ? t('do.reload') : t('do.retry')}
      </Button>
    </div>
  )
}

function Wrong({ error, goals, onGo }: { error: FieldProblem; goals: Goal[]; onGo: (pointer: string) => void }) {
  const placeOf = usePlace(goals)
  return (
    <span>
      <button type="button" className="as-link" onClick={() => onGo(error.pointer)}>
        {placeOf(error.pointer)}
      </button>{' '}
      {error.detail}
    </span>
  )
}

/** What was typed the last time and did not reach the server: it stands here again, or is offered when others saved since. */
export function Found({ draft }: { draft: DraftPlan }) {
  const { t } = useTranslation()
  return (
    <>
      {draft.restored ? (
        <div className="notice-bar row" role="status">
          {t('draft.restored')}
          <Button size="small" onClick={draft.undo}>
            {t('draft.restoredUndo')}
          </Button>
        </div>
      ) : null}
      {draft.offered ? (
        <div className="warn-bar row" role="alert">
          <span>
            {t('draft.offered', { list: titlesOf(draft.offered).join(t('say.comma')) || draft.offered.content.title })}
          </span>
          <Button size="small" type="primary" onClick={() => draft.decide(true)}>
            {t('draft.offeredTake')}
          </Button>
          <Button size="small" onClick={() => draft.decide(false)}>
            {t('draft.offeredDrop')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
