import type { Shape } from './shape'

/** What is put right in an assessment, and what is entered by hand. */
export const zh = {
  amend: {
    score: '{{name}} 打的分（{{indicator}}，原 {{points}}），改为',
    whole: '{{name}} 核定的分（{{indicator}}，原 {{points}}），改为',
    facts: '更正事实（共 {{n}} 条，只填要改的）',
    rescored: '更正打分',
    of: '{{indicator}}，{{name}} 打的分',
    instead: '{{indicator}}，代替各考核员的打分',
    byPanel: '核实',
    byCase: '第 {{n}} 号复核申诉',
  },
  entry: {
    do: '登记',
    hint: '登记系统里没有、但确实发生了的事，计入得分，留在评分表和办理记录上。与您有关的人和单位，您不能登记。',
    none: '本周期的指标没有用到登记事项，登记了也不计分。',
    subject: '考核对象',
    kind: '哪一类',
    day: '发生日期',
    count: '次数（件数）',
    note: '是什么事',
    reason: '登记理由',
    reasonHint: '写明依据，例如文号、谁核实的。',
  },
}

export const en: Shape<typeof zh> = {
  amend: {
    score: 'Score by {{name}} ({{indicator}}, now {{points}}) becomes',
    whole: 'Score set by {{name}} ({{indicator}}, now {{points}}) becomes',
    facts: 'Correct facts ({{n}}; fill in only what changes)',
    rescored: 'Score put right',
    of: '{{indicator}}, by {{name}}',
    instead: '{{indicator}}, instead of all scorers',
    byPanel: 'Verification',
    byCase: 'Review or appeal {{n}}',
  },
  entry: {
    do: 'Enter',
    hint: 'For what happened and is in no record here. It counts, and stays on the scorecard. You cannot enter what concerns you or your unit.',
    none: 'The indicators of this cycle count no entries.',
    subject: 'Assessed',
    kind: 'Kind',
    day: 'Day',
    count: 'How many',
    note: 'What happened',
    reason: 'Reason',
    reasonHint: 'What it rests on, e.g. a document, or who verified it.',
  },
}
