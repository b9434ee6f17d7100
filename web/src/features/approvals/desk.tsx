import { DownOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Menu } from '@/ui/menu'
import { Loaded } from '@/ui/states'
import { useGoal } from '@/work/commands'
import type { Intent } from '@/work/forms/sheet'
import { type InboxItem, itemKey } from '@/work/inbox'
import { useNames } from '@/work/office'
import { sayTarget } from '@/work/quantity'
import { RoundView } from '@/work/round'
import { dayOf, sayDay } from '@/work/time'
import { Act } from './act'
import { askedOf, moreActs, titleOf } from './item'

interface DeskProps {
  item: InboxItem
  onDone: () => void
  onIntent: (intent: Intent) => void
}

/** Everything needed to decide one item: what was asked, what was handed in and what changed, the history, the act. */
export function Desk({ item, onDone, onIntent }: DeskProps) {
  const goal = useGoal(item.goal_id)
  return (
    <section className="panel desk" aria-label={titleOf(item)} data-item={itemKey(item)}>
      <Loaded query={goal} lines={10}>
        {(view) => {
          const step = view.goal.steps?.find((s) => s.key === item.step)
          return (
            <>
              <div className="panel-body stack">
                <Head view={view} step={step} item={item} onIntent={onIntent} />
                <Asked goal={view.goal} step={step} />
                <Rounds step={step} item={item} />
              </div>
              <Act view={view} step={step} item={item} onDone={onDone} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

interface PartProps {
  view: Noun['GoalView']
  step: Noun['Step'] | undefined
  item: InboxItem
}

function Head({ view, step, item, onIntent }: PartProps & { onIntent: (intent: Intent) => void }) {
  const { t } = useTranslation()
  const more = moreActs(view, item).map((act) => ({
    key: act.command,
    label: t(`command.${act.command}`),
    onClick: () => onIntent({ goal: view.goal.id, step: item.step || undefined, ...act }),
  }))
  return (
    <div className="desk-head">
      <div>
        <div className="row">
          <Light light={item.light} />
          <span className="tag">{t(`approvals.asks.${askedOf(item)}`)}</span>
          <h2>{step?.title ?? view.goal.title}</h2>
        </div>
        <p className="soft">
          {view.goal.number} {view.goal.title} ·{' '}
          <Link to="/goals/$goalId" params={{ goalId: view.goal.id }} search={{ step: item.step || undefined }}>
            {t('approvals.openGoal')}
          </Link>
        </p>
      </div>
      {more.length > 0 ? (
        <Menu items={more}>
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('approvals.more')}
          </Button>
        </Menu>
      ) : null}
    </div>
  )
}

function Rounds({ step, item }: { step: Noun['Step'] | undefined; item: InboxItem }) {
  const { t } = useTranslation()
  const rounds = [...(step?.rounds ?? [])].sort((a, b) => b.round - a.round)
  const open = rounds.find((r) => r.round === item.round) ?? rounds.find((r) => !r.outcome) ?? rounds[0]
  const before = rounds.find(
    (r) => open && r.subject === open.subject && r.subject === 'submission' && r.round < open.round,
  )
  return (
    <>
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
    </>
  )
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
