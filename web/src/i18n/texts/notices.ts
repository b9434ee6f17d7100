import type { Shape } from './shape'

export const zh = {
  title: '消息',
  unread: '{{n}} 条未读',
  all: '全部',
  onlyUnread: '未读',
  readAll: '本页全部标为已读',
  read: '标为已读',
  empty: '没有消息',
  emptyUnread: '没有未读消息',
  emptyHint: '交办、到期提醒、退回和审批结果会通知您。',
  due: '到期 {{day}}',
  said: '{{by}}：{{text}}',
}

export const en: Shape<typeof zh> = {
  title: 'Notices',
  unread: '{{n}} unread',
  all: 'All',
  onlyUnread: 'Unread',
  readAll: 'Mark these as read',
  read: 'Mark as read',
  empty: 'No notices',
  emptyUnread: 'Nothing unread',
  emptyHint: 'You are told of new work, dates, returns and decisions.',
  due: 'due {{day}}',
  said: '{{by}}: {{text}}',
}
