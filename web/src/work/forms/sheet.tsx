import { Button, Drawer } from 'antd'
import { Fragment, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Bones, Loaded } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useWide } from '@/ui/wide'
import { type Command, type GoalOnlyCommand, optionFor, type StepCommand, useGoal, useGoalCommand } from '../commands'
import { commandScope, forgetDrafts, hasDraft } from '../draft'
import { uploads } from '../evidence/uploads'
import { useMe } from '../session'
import { AddGroupForm } from './add-group'
import { AddStepsForm } from './add-steps'
import { AssignForm } from './assign'
import { DecideForm } from './decide'
import { DueForm } from './due'
import { ExtendForm } from './extend'
import { InspectDoor } from './inspect-door'
import { PlainForm } from './plain'
import { QuantityForm } from './quantity'
import { ReinspectForm } from './reinspect'
import { SeatForm } from './seat'
import { SubmitForm } from './submit'
import { SwapForm } from './swap'
import { TransferForm } from './transfer'
import { WordsForm } from './words'

/** Which command somebody is about to give. */
export interface Intent {
  goal: string
  step?: string
  command: StepCommand | GoalOnlyCommand
  round?: number
}

/** What every form of a command is given. */
export interface FormProps {
  view: Noun['GoalView']
  step?: Noun['Step']
  round?: number
  send: (command: Command) => void
  scope: string // where what is typed is kept
  sending: boolean
  error: unknown
  compact?: boolean // on one line, until somebody writes
}

const titles = {
  submit: 'form.submit.title',
  'ask-extension': 'form.extend.title',
  'ask-transfer': 'form.transfer.title',
  assign: 'form.assign.title',
  'set-due': 'form.due.title',
} as const

export interface SheetProps {
  intent: Intent | null
  onClose: () => void
  onDone?: (view: Noun['GoalView'], command: Command) => void
}

/** The form of one command: from below on a phone, from the side on a wide screen. */
export function CommandSheet({ intent, onClose, onDone }: SheetProps) {
  const wide = useWide()
  return (
    <Drawer
      open={intent !== null}
      onClose={onClose}
      title={intent ? <Title intent={intent} /> : ''}
      placement={wide ? 'right' : 'bottom'}
      size={wide ? 560 : '86%'}
      destroyOnHidden
    >
      {intent ? <Body key={keyOf(intent)} intent={intent} onClose={onClose} onDone={onDone} /> : null}
    </Drawer>
  )
}

function Title({ intent }: { intent: Intent }) {
  const { t } = useTranslation()
  const step = useGoal(intent.goal).data?.goal.steps?.find((s) => s.key === intent.step)
  if (intent.command === 'submit' && step?.kind === 'reinspection') return t('stepKind.reinspection')
  if (intent.command in titles) return t(titles[intent.command as keyof typeof titles])
  return t(`command.${intent.command}`)
}

function keyOf(i: Intent): string {
  return `${i.goal}/${i.step ?? ''}/${i.command}/${i.round ?? 0}`
}

function Body({ intent, onClose, onDone }: { intent: Intent; onClose: () => void; onDone: SheetProps['onDone'] }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const me = useMe()
  const goal = useGoal(intent.goal)
  const scope = commandScope(me.user.id, intent)
  const [restored, setRestored] = useState(() => hasDraft(scope))
  const command = useGoalCommand((view, c) => {
    if (c.step !== undefined && c.command === 'submit') {
      forgetDrafts(`submit/${me.user.id}/${c.goal}/${c.step}/`)
      uploads.forget(`submit/${me.user.id}/${c.goal}/${c.step}/`)
    }
    forgetDrafts(scope)
    void message.success(`${t(`command.${c.command}`)} · ${t('say.done')}`)
    onDone?.(view, c)
    onClose()
  })
  return (
    <Loaded query={goal}>
      {(view) => {
        const step = view.goal.steps?.find((s) => s.key === intent.step)
        if (intent.step !== undefined && !step) return <Bones />
        const option = optionFor(view, intent.command, intent.step, intent.round)
        return (
          <div className="stack">
            <div>
              <strong>{step?.title ?? view.goal.title}</strong>
              <p className="soft">
                {view.goal.number} {step ? view.goal.title : ''}
              </p>
            </div>
            {option && !option.allowed ? (
              <p className="warn-bar" role="status">
                {option.why}
              </p>
            ) : (
              <>
                {restored ? (
                  <div className="notice-bar row">
                    {t('form.restored')}
                    <Button
                      size="small"
                      onClick={() => {
                        forgetDrafts(scope)
                        setRestored(false)
                      }}
                    >
                      {t('form.clear')}
                    </Button>
                  </div>
                ) : null}
                <Fragment key={String(restored)}>
                  {form(intent, {
                    view,
                    step,
                    round: intent.round,
                    send: (c) => command.mutate(c),
                    scope,
                    sending: command.isPending,
                    error: command.error,
                  })}
                </Fragment>
              </>
            )}
          </div>
        )
      }}
    </Loaded>
  )
}

function form(intent: Intent, props: FormProps): ReactNode {
  switch (intent.command) {
    case 'submit':
      if (props.step?.kind === 'inspection') return <InspectDoor {...props} />
      if (props.step?.kind === 'reinspection' && props.step.hazard) return <ReinspectForm {...props} />
      return <SubmitForm {...props} />
    case 'ask-extension':
      return <ExtendForm {...props} />
    case 'ask-transfer':
      return <TransferForm {...props} />
    case 'assign':
      return <AssignForm {...props} />
    case 'set-due':
      return <DueForm {...props} />
    case 'add-steps':
      return <AddStepsForm {...props} />
    case 'add-group':
      return <AddGroupForm {...props} />
    case 'report-quantity':
      return <QuantityForm {...props} />
    case 'ask-swap':
      return <SwapForm {...props} />
    case 'decide':
    case 'return':
      return <DecideForm {...props} />
    case 'comment':
    case 'instruct':
      return <WordsForm {...props} command={intent.command} />
    case 'transfer':
    case 'delegate':
    case 'add-signer':
    case 'remove-signer':
    case 'cc':
      return <SeatForm {...props} command={intent.command} />
    default:
      return <PlainForm {...props} command={intent.command} />
  }
}
