import { many } from './many'
import type { Shape } from './shape'

export const zh = {
  // A day is not broken across lines.
  day: '{{m}}\u00a0月\u00a0{{d}}\u00a0日',
  dayYear: '{{y}}\u00a0年 {{m}}\u00a0月\u00a0{{d}}\u00a0日',
  weekday: { '0': '周日', '1': '周一', '2': '周二', '3': '周三', '4': '周四', '5': '周五', '6': '周六' },
  weekdayHead: { '0': '日', '1': '一', '2': '二', '3': '三', '4': '四', '5': '五', '6': '六' },
  due: {
    today: '今天到期，{{at}} 前',
    left: '还剩 {{n}} 个工作日，到 {{day}}',
    leftDays: '还剩 {{n}} 天，到 {{day}}',
    lateToday: '今天 {{at}} 已到期',
    late: '已逾期 {{n}} 个工作日，{{day}}到期',
    lateDays: '已逾期 {{n}} 天，{{day}}到期',
    none: '未定时限',
    notOpen: '前面的步骤完成后开始计时',
    met: '{{day}} 提交，时限 {{due}}',
    provisional: '该年放假安排尚未公布，日期为暂定',
  },
  rest: '休息日',
  notBefore: '不能早于 {{day}}',
  notAfter: '不能晚于 {{day}}',
  ago: { now: '刚刚', minutes: '{{n}} 分钟前', hours: '{{n}} 小时前', days: '{{n}} 天前' },
}

export const en: Shape<typeof zh> = {
  day: '{{month}}\u00a0{{d}}',
  dayYear: '{{month}}\u00a0{{d}}, {{y}}',
  weekday: { '0': 'Sun', '1': 'Mon', '2': 'Tue', '3': 'Wed', '4': 'Thu', '5': 'Fri', '6': 'Sat' },
  weekdayHead: { '0': 'S', '1': 'M', '2': 'T', '3': 'W', '4': 'T', '5': 'F', '6': 'S' },
  due: {
    today: 'Due today, before {{at}}',
    left: `${many('working day')} left, until {{day}}`,
    leftDays: `${many('day')} left, until {{day}}`,
    lateToday: 'Was due today at {{at}}',
    late: `${many('working day')} overdue, was due {{day}}`,
    lateDays: `${many('day')} overdue, was due {{day}}`,
    none: 'No due date',
    notOpen: 'The clock starts when the steps before it are done',
    met: 'Handed in {{day}}, due {{due}}',
    provisional: 'The holidays of that year are not announced yet; the date is provisional',
  },
  rest: 'day of rest',
  notBefore: 'Not before {{day}}',
  notAfter: 'Not after {{day}}',
  ago: { now: 'just now', minutes: '{{n}} min ago', hours: '{{n}} h ago', days: `${many('day')} ago` },
}
