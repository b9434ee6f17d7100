import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Loaded } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { optionFor, useGoal, useGoalCommand } from '@/work/commands'
import { commandScope, forgetDrafts } from '@/work/draft'
import { DecideForm } from '@/work/forms/decide'
import { PlainForm } from '@/work/forms/plain'
import type { InboxItem } from '@/work/inbox'
import { useNames } from '@/work/office'
import { sayTarget } from '@/work/quantity'
import { RoundView } from '@/work/round'
import { useMe } from '@/work/session'
import { dayOf, sayDay } from '@/work/time'

/** Everything needed to decide one item: what was asked, what was handed in and what changed, the history, the act. */
export function Desk({ item, onDone }: { item: InboxItem; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const scope = commandScope(useMe().user.id, {
    goal: item.goal_id,
    step: item.step,
    command: item.duty === 'approve' ? 'decide' : 'close-out',
    round: item.round,
  })
  const goal = useGoal(item.goal_id)
  const command = useGoalCommand((_, c) => {
    forgetDrafts(scope)
    void message.success(`${t(`command.${c.command}`)} · ${t('say.done')}`)
    onDone()
  })
  return (
    <section className="panel desk" aria-label={item.step_title || item.goal_title}>
      <Loaded query={goal} lines={10}>
        {(view) => {
          const step = view.goal.steps?.find((s) => s.key === item.step)
          const rounds = [...(step?.rounds ?? [])].sort((a, b) => b.round - a.round)
          const open = rounds.find((r) => r.round === item.round) ?? rounds.find((r) => !r.outcome) ?? rounds[0]
          const before = rounds.find(
            (r) => open && r.subject === open.subject && r.subject === 'submission' && r.round < open.round,
          )
          const form = { view, step, send: command.mutate, scope, sending: command.isPending, error: command.error }
          const why = refusal(view, item)
          return (
            <>
              <div className="panel-body stack">
                <div>
                  <div className="row">
                    <Light light={item.light} />
                    <h2>{step?.title ?? view.goal.title}</h2>
                  </div>
                  <p className="soft">
                    {view.goal.number} {view.goal.title} ·{' '}
                    <Link
                      to="/goals/$goalId"
                      params={{ goalId: view.goal.id }}
                      search={{ step: item.step || undefined }}
                    >
                      {t('approvals.openGoal')}
                    </Link>
                  </p>
                </div>
                <Asked goal={view.goal} step={step} />
                {open ? (
                  <>
                    <h3>{t('approvals.handedIn')}</h3>
                    <RoundView round={open} before={before} />
                  </>
                ) : null}
                {rounds.length > 1 ? (
                  <details>
                    <summary>
                      {t('approvals.history')} ({rounds.length - 1})
                    </summary>
                    <div className="stack desk-history">
                      {rounds
                        .filter((r) => r !== open)
                        .map((r) => (
                          <RoundView key={r.round} round={r} />
                        ))}
                    </div>
                  </details>
                ) : null}
              </div>
              <div className="desk-act">
                {why ? (
                  <p className="warn-bar">{why}</p>
                ) : item.duty === 'approve' ? (
                  <DecideForm {...form} round={item.round} />
                ) : (
                  <PlainForm {...form} command="close-out" />
                )}
              </div>
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

function refusal(view: Noun['GoalView'], item: InboxItem): string | undefined {
  const command = item.duty === 'approve' ? 'decide' : 'close-out'
  const option = optionFor(view, command, item.step || undefined, item.round)
  return option && !option.allowed ? option.why : undefined
}

function Asked({ goal, step }: { goal: Noun['Goal']; step: Noun['Step'] | undefined }) {
  const { t } = useTranslation()
  const names = useNames()
  const measures = (goal.measures ?? []).filter((m) => step?.measures?.includes(m.key))
  const original = step?.clock?.original
  const moved = original && step?.due_at && dayOf(original) !== dayOf(step.due_at)
  return (
    <dl className="facts desk-asked">
      <div>
        <dt>{t('goal.lead')}</dt>
        <dd>{names.full(step?.lead ?? goal.line.head)}</dd>
      </div>
      <div>
        <dt>{t('goal.due')}</dt>
        <dd>
          <Due at={step?.due_at ?? goal.due_at} met={step?.met_at} />
          {moved ? <span className="soft"> ({`${t('goal.original')} ${sayDay(dayOf(original))}`})</span> : null}
        </dd>
      </div>
      {step?.target ? (
        <div>
          <dt>{t('goal.target')}</dt>
          <dd>{sayTarget(step.target)}</dd>
        </div>
      ) : null}
      {measures.length > 0 ? (
        <div className="desk-wide">
          <dt>{t('approvals.source')}</dt>
          <dd className="pre">{measures.map((m) => m.text || m.title).join('\n')}</dd>
        </div>
      ) : goal.basis.text ? (
        <div className="desk-wide">
          <dt>{t('approvals.source')}</dt>
          <dd className="pre">{goal.basis.text}</dd>
        </div>
      ) : null}
    </dl>
  )
}
