import { DownOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Menu } from '@/ui/menu'
import { useNow } from '@/ui/now'
import type { StepCommand } from '@/work/commands'
import type { Intent } from '@/work/forms/sheet'
import type { InboxItem } from '@/work/inbox'
import { useNames } from '@/work/office'
import { Returned } from '@/work/returned'
import { dayOf, sayDay } from '@/work/time'

interface Props {
  item: InboxItem
  accepting: boolean
  onAccept: () => void
  onIntent: (intent: Intent) => void
}

/** One thing that waits: what it is, by when, and the one button that deals with it. */
export function Card({ item, accepting, onAccept, onIntent }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const now = useNow()
  const intend = (command: StepCommand) =>
    onIntent({ goal: item.goal_id, step: item.step || undefined, command, round: item.round })
  return (
    <article className={`inbox-card inbox-card-${item.met_at ? 'met' : item.light}`}>
      {item.returned ? <Returned opinion={item.returned} /> : null}
      <div className="row">
        {item.met_at ? null : <Light light={item.light} />}
        <span className="tag">{t(`duty.${item.duty}`)}</span>
        {item.urged ? <span className="tag tag-red">{t('inbox.urged', { n: item.urged })}</span> : null}
        {item.acting_for ? <span className="tag">{t('say.deputyFor', { name: item.acting_for })}</span> : null}
        <span className="soft inbox-who">{names.title(item.who)}</span>
      </div>
      <h3>
        <Link to="/goals/$goalId" params={{ goalId: item.goal_id }} search={{ step: item.step || undefined }}>
          {item.step_title || item.goal_title}
        </Link>
      </h3>
      <p className="soft">
        {item.goal_number} {item.step_title ? item.goal_title : ''}
      </p>
      <Said item={item} />
      <p className="inbox-due">
        <Due at={item.step_due_at ?? item.due_at} light={item.light} met={item.met_at} />
        {(item.duty === 'accept' || item.duty === 'approve') && item.due_at && item.due_at !== item.step_due_at ? (
          <span className="soft">
            {t(`inbox.dutyDue.${item.duty}`)}
            {t('say.colon')}
            <Due at={item.due_at} light={Date.parse(item.due_at) < now ? 'red' : undefined} />
          </span>
        ) : null}
      </p>
      <Actions item={item} accepting={accepting} onAccept={onAccept} intend={intend} onIntent={onIntent} />
    </article>
  )
}

/** What was said and asked beside the work: an instruction, an answer that is still awaited. */
function Said({ item }: { item: InboxItem }) {
  const { t } = useTranslation()
  const mine = item.duty === 'accept' || item.duty === 'submit'
  const asked = mine ? (item.asked ?? []) : []
  const said = item.instructed
  if (!said && asked.length === 0) return null
  return (
    <div className="inbox-said">
      {said ? <p>{t('inbox.instructed', { by: said.by.name, day: sayDay(dayOf(said.at)), text: said.text })}</p> : null}
      {asked.map((a) => (
        <p key={a.subject + a.at} className="soft">
          {t('inbox.asked', { what: t(`subject.${a.subject}`) })}
        </p>
      ))}
    </div>
  )
}

interface ActionProps {
  item: InboxItem
  accepting: boolean
  onAccept: () => void
  intend: (command: StepCommand) => void
  onIntent: (intent: Intent) => void
}

function Actions({ item, accepting, onAccept, intend, onIntent }: ActionProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const open = () =>
    void navigate({ to: '/goals/$goalId', params: { goalId: item.goal_id }, search: { step: item.step || undefined } })
  const more = [
    ...(item.duty === 'accept' ? [{ key: 'submit', label: t('inbox.submit'), onClick: () => intend('submit') }] : []),
    ...(item.duty === 'accept' || item.duty === 'submit'
      ? [
          { key: 'extend', label: t('inbox.extend'), onClick: () => intend('ask-extension') },
          { key: 'transfer', label: t('inbox.notOurs'), onClick: () => intend('ask-transfer') },
        ]
      : []),
    { key: 'ask', label: t('inbox.ask'), onClick: () => intend('comment') },
    { key: 'open', label: t('inbox.openGoal'), onClick: open },
  ]
  return (
    <div className="inbox-actions">
      {item.duty === 'accept' ? (
        <Button type="primary" loading={accepting} onClick={onAccept}>
          {t('inbox.accept')}
        </Button>
      ) : null}
      {item.duty === 'submit' ? (
        <Button type="primary" onClick={() => intend('submit')}>
          {t('inbox.submit')}
        </Button>
      ) : null}
      {item.duty === 'approve' ? (
        <Button
          type="primary"
          onClick={() =>
            void navigate({ to: '/approvals', search: { goal: item.goal_id, step: item.step, round: item.round } })
          }
        >
          {t('inbox.approve')}
        </Button>
      ) : null}
      {item.duty === 'add-steps' ? (
        <Button type="primary" onClick={() => onIntent({ goal: item.goal_id, command: 'add-steps' })}>
          {t('inbox.addSteps')}
        </Button>
      ) : null}
      {item.duty === 'close-out' ? (
        <Button type="primary" onClick={() => intend('close-out')}>
          {t('inbox.closeOut')}
        </Button>
      ) : null}
      <Menu items={more}>
        <Button icon={<DownOutlined />} iconPlacement="end">
          {t('inbox.more')}
        </Button>
      </Menu>
    </div>
  )
}
