import type { Shape } from './shape'

/** What the record tells of a period, as a progress report shows it. */
export const zh = {
  period: '{{from}}至{{to}}',
  hint: '由系统按事件记录汇总，提交时自动附上，不必另写',
  progress: '总体进度',
  done: '本期完成',
  late: '逾期未完成',
  next: '下一步',
  waiting: '审批中',
  quantities: '数量',
  quantity: '{{step}}：本期 {{within}}，累计 {{total}} / {{target}} {{unit}}',
  counts: '本期',
  counted: '退回 {{returned}} 次，催办 {{urged}} 次，变更时限 {{extended}} 次',
}

export const en: Shape<typeof zh> = {
  period: '{{from}} to {{to}}',
  hint: 'drawn from the record and attached by itself; no need to write it again',
  progress: 'Progress',
  done: 'Done in the period',
  late: 'Overdue',
  next: 'Next',
  waiting: 'In approval',
  quantities: 'Quantities',
  quantity: '{{step}}: {{within}} in the period, {{total}} / {{target}} {{unit}} in all',
  counts: 'In the period',
  counted: 'returned {{returned}}×, urged {{urged}}×, dates changed {{extended}}×',
}
