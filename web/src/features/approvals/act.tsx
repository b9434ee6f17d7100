import { type FocusEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useTell } from '@/ui/tell'
import { useWide } from '@/ui/wide'
import { type Command, optionFor, useGoalCommand } from '@/work/commands'
import { commandScope, forgetDrafts } from '@/work/draft'
import { DecideForm } from '@/work/forms/decide'
import { PlainForm } from '@/work/forms/plain'
import type { InboxItem } from '@/work/inbox'
import { useMe } from '@/work/session'
import { askedOf, titleOf } from './item'

interface Props {
  view: Noun['GoalView']
  step: Noun['Step'] | undefined
  item: InboxItem
  onDone: () => void
}

/** Where an item is decided; what was decided on which item is said once the server took it. */
export function Act({ view, step, item, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = useTell()
  const { compact, ...box } = useCompact()
  const name = item.duty === 'approve' ? 'decide' : 'close-out'
  const scope = commandScope(useMe().user.id, { goal: item.goal_id, step: item.step, command: name, round: item.round })
  const command = useGoalCommand((_, c) => {
    forgetDrafts(scope)
    const said = { title: titleOf(item), asked: t(`approvals.asks.${askedOf(item)}`) }
    void message.success(t(`approvals.said.${decisionOf(c)}`, said))
    onDone()
  })
  const form = { view, step, send: command.mutate, scope, sending: command.isPending, error: command.error, compact }
  const option = optionFor(view, name, item.step || undefined, item.round)
  return (
    <div className="desk-act" {...box}>
      {option && !option.allowed ? (
        <p className="warn-bar">{option.why}</p>
      ) : name === 'decide' ? (
        <DecideForm {...form} round={item.round} />
      ) : (
        <PlainForm {...form} command="close-out" />
      )}
    </div>
  )
}

function decisionOf(c: Command): 'agreed' | 'rejected' | 'returned' | 'closed' {
  if (c.command === 'decide') return c.body.agree ? 'agreed' : 'rejected'
  return c.command === 'return' ? 'returned' : 'closed'
}

/** On a phone the form is one line until somebody writes. It takes the focus of a pressed button, so that it stays as it is. */
function useCompact() {
  const wide = useWide()
  const [writing, setWriting] = useState(false)
  return {
    compact: !wide && !writing,
    tabIndex: -1,
    onFocus: (e: FocusEvent<HTMLElement>) => {
      if (e.target.matches('textarea')) setWriting(true)
    },
    onBlur: (e: FocusEvent<HTMLElement>) => {
      if (!e.currentTarget.contains(e.relatedTarget)) setWriting(false)
    },
  }
}
