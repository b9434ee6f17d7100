import type { Shape } from './shape'

export const zh = {
  title: '登录',
  username: '用户名',
  password: '密码',
  submit: '登录',
  forgot: '忘记密码或账号被锁定，请联系系统管理员。',
  password_title: '请先修改密码',
  password_once: '您使用的是一次性密码，修改后才能继续。',
  password_old: '当前密码',
  password_new: '新密码',
  password_again: '再输一次新密码',
  password_differ: '两次输入的新密码不一致',
  password_rule:
    '至少 {{min}} 个字符，并包含大写字母、小写字母、数字、符号中的 {{classes}} 类；不含用户名，不同于当前密码。',
  password_ends: '修改后，其他设备会退出登录，接口令牌失效。',
  password_submit: '修改密码',
  password_done: '密码已修改',
}

export const en: Shape<typeof zh> = {
  title: 'Sign in',
  username: 'User name',
  password: 'Password',
  submit: 'Sign in',
  forgot: 'Forgotten your password, or locked out? Ask the system administrator.',
  password_title: 'Change your password first',
  password_once: 'You signed in with a one-time password. Change it to go on.',
  password_old: 'Current password',
  password_new: 'New password',
  password_again: 'New password again',
  password_differ: 'The two new passwords differ',
  password_rule:
    'At least {{min}} characters, of {{classes}} of these kinds: upper case, lower case, digits, symbols; without the user name, and not the current password.',
  password_ends: 'Other devices are signed out and tokens end.',
  password_submit: 'Change password',
  password_done: 'Password changed',
}
