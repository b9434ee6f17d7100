import type { Shape } from './shape'

export const zh = {
  title: '开始使用',
  done: '已完成',
  step: {
    units: '建立单位',
    posts: '设置岗位',
    people: '导入人员',
    holders: '任命岗位',
    roles: '分配角色',
    calendar: '导入放假通知',
    plan: '起草年度计划',
  },
  how: {
    units: '领导班子、各办公室、站所和村，每个一条。',
    posts: '工作交给岗位。至少要有单位负责人、分管领导、主要领导和督查岗。',
    people: '下载导入表，填写姓名、用户名和岗位，一次导入。',
    holders: '没有随表任命的岗位，在单位页逐个任命。',
    roles: '由安全管理员给每个账号分配角色。先用“duban admin create-user”建立安全管理员和审计管理员，须是另外两个人。',
    calendar: '粘贴国务院办公厅当年的放假通知，时限才能准确计算。',
    plan: '由督查员上传工作报告，生成草稿。',
  },
}

export const en: Shape<typeof zh> = {
  title: 'First steps',
  done: 'done',
  step: {
    units: 'Create the units',
    posts: 'Create the posts',
    people: 'Import the people',
    holders: 'Appoint them to posts',
    roles: 'Give roles',
    calendar: 'Import the holiday notice',
    plan: 'Draft the plan',
  },
  how: {
    units: 'The leaders, each office, station and village.',
    posts:
      'Work is given to posts. There must be heads of units, leaders in charge, a principal leader and a supervision post.',
    people: 'Download the sheet, fill in names, user names and posts, and import it.',
    holders: 'Posts that the sheet left open are filled on the page of units.',
    roles:
      'The security administrator gives each account its roles. Create that one and the audit administrator with “duban admin create-user”: two other people.',
    calendar: 'Paste this year’s notice of the State Council, so that due dates are right.',
    plan: 'A supervision officer uploads the work report, which becomes a draft.',
  },
}
