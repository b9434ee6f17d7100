import i18n from 'i18next'
import { expect, test } from 'vitest'
import type { Cycle } from './cycle-edit'
import { sayPlace } from './fault-place'

const cycle = {
  title: '年度考核',
  sheets: [
    {
      key: 'cadre',
      title: '干部考核',
      indicators: [
        {
          key: 'work',
          title: '工作实绩',
          children: [{ key: 'a', title: '按时完成', rules: [{ key: 'r', title: '' }] }],
        },
      ],
    },
  ],
  formulas: [{ key: 'f', title: '干部', parts: [{ key: 'p', title: '' }] }],
  assessed: [{ subject: 'user:1', name: '张三' }],
  grade_sets: [{ key: 'g', title: '公务员', grades: [{ key: 'e', title: '优秀' }] }],
} as unknown as Cycle

test.each([
  ['/title', '名称'],
  ['/sheets/0/indicators', '指标 · “干部考核” · 指标'],
  ['/sheets/0/indicators/0/children/0/full', '指标 · “干部考核” · “工作实绩” · “按时完成” · 满分'],
  ['/sheets/0/indicators/0/children/0/rules/0/points', '指标 · “干部考核” · “工作实绩” · “按时完成” · 规则 1 · 分值'],
  ['/formulas', '公式'],
  ['/formulas/0/parts/0/sheet', '公式 · “干部” · 第 1 部分 · 取自哪张评分表'],
  ['/assessed/0/formula', '考核对象 · “张三” · 公式'],
  ['/grade_sets/0/grades/0/from', '等次 · “公务员” · “优秀” · 起点'],
  ['/line/panel', '考核机构 · 核查组'],
  ['/settings/self/budget', '时限和数字 · 自评'],
  ['/settings/public', '时限和数字 · 公示'],
  ['/settings/sample', '时限和数字 · 抽查比例（%）'],
  ['/settings/as_of', '时限和数字 · 事实截止日'],
])('%s is said as %s', (pointer, words) => {
  expect(sayPlace(pointer, cycle, i18n.t)).toBe(words)
})
