import { many } from './many'
import type { Shape } from './shape'

export const zh = {
  title: '交接',
  lead: '把一个人或一个岗位在所有目标中的事项一次交给另一个',
  posts: '岗位换人不用交接：任命继任者后，岗位上的工作自动由继任者办理。交接用于把事项转到别的岗位或人员。任命请到',
  who: '交给谁',
  from: '移交方',
  fromHint: '人员或岗位。先看有哪些事项，再决定交给谁。',
  to: '接收方',
  reason: '事由',
  ask: '把“{{from}}”的全部事项交给“{{to}}”？',
  askHint: '每个目标各记一笔，双方都会收到通知。',
  do: '交接',
  has: '{{name}} 现有的事项',
  nothing: '没有未完成的事项',
  nothingHint: '无需交接。',
  notMine: '您可以查看，交接由督查员或领导办理。',
  done: '已交接 {{n}} 个目标，{{refused}} 个未能交接',
  handed: '已交接',
  as: { lead: '承办', co: '配合', head: '单位负责人', signer: '审批', line: '责任链', copy: '抄送' },
}

export const en: Shape<typeof zh> = {
  title: 'Handover',
  lead: 'Everything of one person or post in all goals, given to another at once',
  posts:
    'A new holder of a post simply has its work. A handover moves work to another post or person. Appointments are made under',
  who: 'To whom',
  from: 'From',
  fromHint: 'A person or post. See first what there is.',
  to: 'To',
  reason: 'Reason',
  ask: 'Give everything of “{{from}}” to “{{to}}”?',
  askHint: 'Each goal records it, and both sides are told.',
  do: 'Hand over',
  has: 'What {{name}} has now',
  nothing: 'Nothing is open',
  nothingHint: 'There is nothing to hand over.',
  notMine: 'You can look; supervision officers and leaders hand over.',
  done: `${many('goal was', 'goals were')} handed over, ${many('was', 'were', 'refused')} refused`,
  handed: 'handed over',
  as: {
    lead: 'in charge',
    co: 'helps',
    head: 'head of unit',
    signer: 'signs',
    line: 'line of responsibility',
    copy: 'copy',
  },
}
