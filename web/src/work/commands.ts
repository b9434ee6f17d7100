import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { unsettled, useCommand } from '@/api/command'
import { keys } from '@/api/keys'

type View = Noun['GoalView']
type Plain = Noun['PlainCommand']
type Key = { 'Idempotency-Key': string }
type OnStep = { params: { path: { id: string; step: string }; header: Key } }
type OnGoal = { params: { path: { id: string }; header: Key } }

const stepCommands = {
  accept: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/accept', { ...at, body }),
  submit: (at: OnStep, body: Noun['SubmitCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/submit', { ...at, body }),
  decide: (at: OnStep, body: Noun['DecideCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/decide', { ...at, body }),
  return: (at: OnStep, body: Noun['ReturnCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/return', { ...at, body }),
  withdraw: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/withdraw', { ...at, body }),
  'ask-extension': (at: OnStep, body: Noun['AskExtensionCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/ask-extension', { ...at, body }),
  'ask-transfer': (at: OnStep, body: Noun['AskTransferCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/ask-transfer', { ...at, body }),
  'set-due': (at: OnStep, body: Noun['SetDueCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/set-due', { ...at, body }),
  assign: (at: OnStep, body: Noun['AssignCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/assign', { ...at, body }),
  urge: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/urge', { ...at, body }),
  suspend: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/suspend', { ...at, body }),
  resume: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/resume', { ...at, body }),
  cancel: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/cancel', { ...at, body }),
  'close-out': (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/close-out', { ...at, body }),
  transfer: (at: OnStep, body: Noun['TransferCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/transfer', { ...at, body }),
  delegate: (at: OnStep, body: Noun['DelegateCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/delegate', { ...at, body }),
  'add-signer': (at: OnStep, body: Noun['AddSignerCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/add-signer', { ...at, body }),
  'remove-signer': (at: OnStep, body: Noun['RemoveSignerCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/remove-signer', { ...at, body }),
  cc: (at: OnStep, body: Noun['CopyCommand']) => api.POST('/api/v1/goals/{id}/steps/{step}/cc', { ...at, body }),
  read: (at: OnStep, body: Plain) => api.POST('/api/v1/goals/{id}/steps/{step}/read', { ...at, body }),
  comment: (at: OnStep, body: Noun['CommentCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/comment', { ...at, body }),
  instruct: (at: OnStep, body: Noun['InstructCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/instruct', { ...at, body }),
  'report-quantity': (at: OnStep, body: Noun['ReportQuantityCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/report-quantity', { ...at, body }),
  'ask-swap': (at: OnStep, body: Noun['AskSwapCommand']) =>
    api.POST('/api/v1/goals/{id}/steps/{step}/ask-swap', { ...at, body }),
}

const goalCommands = {
  'close-out': (at: OnGoal, body: Plain) => api.POST('/api/v1/goals/{id}/close-out', { ...at, body }),
  archive: (at: OnGoal, body: Plain) => api.POST('/api/v1/goals/{id}/archive', { ...at, body }),
  suspend: (at: OnGoal, body: Plain) => api.POST('/api/v1/goals/{id}/suspend', { ...at, body }),
  resume: (at: OnGoal, body: Plain) => api.POST('/api/v1/goals/{id}/resume', { ...at, body }),
  cancel: (at: OnGoal, body: Plain) => api.POST('/api/v1/goals/{id}/cancel', { ...at, body }),
  comment: (at: OnGoal, body: Noun['CommentCommand']) => api.POST('/api/v1/goals/{id}/comment', { ...at, body }),
  instruct: (at: OnGoal, body: Noun['InstructCommand']) => api.POST('/api/v1/goals/{id}/instruct', { ...at, body }),
  'add-steps': (at: OnGoal, body: Noun['AddStepsCommand']) => api.POST('/api/v1/goals/{id}/add-steps', { ...at, body }),
  'add-group': (at: OnGoal, body: Noun['AddGroupCommand']) => api.POST('/api/v1/goals/{id}/groups', { ...at, body }),
}

export type StepCommand = keyof typeof stepCommands
export type GoalOnlyCommand = keyof typeof goalCommands
type StepBody<C extends StepCommand> = Parameters<(typeof stepCommands)[C]>[1]
type GoalBody<C extends GoalOnlyCommand> = Parameters<(typeof goalCommands)[C]>[1]

/** Whether the page can give this command: the server may know more than this page. */
export function known(command: string, step: string | undefined): boolean {
  return command in (step === undefined ? goalCommands : stepCommands)
}

/** One command on a step, or with no step on the goal itself. */
export type Command =
  | { [C in StepCommand]: { goal: string; step: string; command: C; body: StepBody<C> } }[StepCommand]
  | { [C in GoalOnlyCommand]: { goal: string; step?: undefined; command: C; body: GoalBody<C> } }[GoalOnlyCommand]

type Call = (at: unknown, body: unknown) => ReturnType<(typeof stepCommands)['accept']>

export function sendCommand(c: Command, key: string): Promise<View> {
  const header = { 'Idempotency-Key': key }
  if (c.step === undefined) {
    return answer((goalCommands[c.command] as Call)({ params: { path: { id: c.goal }, header } }, c.body))
  }
  const at = { params: { path: { id: c.goal, step: c.step }, header } }
  return answer((stepCommands[c.command] as Call)(at, c.body))
}

/** Sends commands on goals; the answer is the goal as everybody sees it from now on. */
export function useGoalCommand(done?: (view: View, command: Command) => void) {
  const client = useQueryClient()
  return useCommand<Command, View>({
    send: sendCommand,
    invalidates: [keys.work()],
    keep: (view, c) => client.setQueryData(keys.goal(c.goal), view),
    done,
    keeper: unsettled,
  })
}

export function useGoal(id: string | undefined) {
  return useQuery({
    queryKey: keys.goal(id ?? ''),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
  })
}

/** The groups that the template of a goal can add to it along the way; many templates have none. */
export function useAddable(id: string, enabled = true) {
  return useQuery({
    queryKey: keys.groups(id),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}/groups', { params: { path: { id } } })),
    enabled,
  })
}

/** What the caller may do on a step (or the goal), as the server judged it. */
export function optionsFor(view: View, step?: string): Noun['Option'][] {
  return view.may.filter((o) => (o.step ?? '') === (step ?? ''))
}

export function optionFor(
  view: View,
  command: string,
  step: string | undefined,
  round?: number,
): Noun['Option'] | undefined {
  const all = optionsFor(view, step).filter((o) => o.command === command)
  return all.find((o) => round !== undefined && o.round === round) ?? all.find((o) => o.allowed) ?? all[0]
}
