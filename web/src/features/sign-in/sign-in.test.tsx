import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { renderPage } from '@/test/render'
import { problem, serve } from '@/test/server'
import { safeBack } from './back'
import { PasswordPage } from './password-page'
import { SignInPage } from './sign-in-page'

test('a wrong password is told in the words of the server, and nothing typed is lost', async () => {
  const sent = serve({ 'POST /api/v1/session': problem(401, 'credentials', '用户名或密码不正确') })
  renderPage(SignInPage, '/sign-in')
  await userEvent.type(await screen.findByLabelText('用户名'), ' li.ming ')
  await userEvent.type(screen.getByLabelText('密码'), 'wrong')
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  expect((await screen.findByRole('alert')).textContent).toContain('用户名或密码不正确')
  expect(sent.at(-1)?.body).toEqual({ username: 'li.ming', password: 'wrong' })
  expect(screen.getByLabelText<HTMLInputElement>('用户名').value).toBe(' li.ming ')
})

test('whoever was signed out for idling is told why', async () => {
  serve({})
  renderPage(SignInPage, '/sign-in?why=idle')
  expect(await screen.findByText(/长时间未操作/)).toBeTruthy()
})

test('whoever comes back after their session ended is told so', async () => {
  serve({})
  renderPage(SignInPage, '/sign-in?why=expired')
  expect(await screen.findByText(/登录已过期.*还在/)).toBeTruthy()
})

const held = { user: { id: 'u', name: '马新', locale: 'zh-CN' }, actor: {}, must_change_password: true }

test('a changed password is told, and leads on to where one wanted to go', async () => {
  let me = held
  serve({
    'GET /api/v1/me': () => me,
    'PUT /api/v1/me/password': () => {
      me = { ...held, must_change_password: false }
      return null
    },
  })
  const { router, client } = renderPage(PasswordPage, '/password?back=%2Fgoals%2F1')
  client.setQueryData(['me'], held) // as sign-in leaves it
  await userEvent.type(await screen.findByLabelText('当前密码'), 'once')
  await userEvent.type(screen.getByLabelText('新密码'), 'Qingxi-2026-go')
  await userEvent.type(screen.getByLabelText('再输一次新密码'), 'Qingxi-2026-go')
  await userEvent.click(screen.getByRole('button', { name: '修改密码' }))
  expect(await screen.findByText('elsewhere')).toBeTruthy()
  expect(router.state.location.pathname).toBe('/goals/1')
  expect(await screen.findByText('密码已修改')).toBeTruthy()
})

test('whoever need not change their password is not kept', async () => {
  serve({ 'GET /api/v1/me': { ...held, must_change_password: false } })
  renderPage(PasswordPage, '/password')
  expect(await screen.findByText('elsewhere')).toBeTruthy()
})

test.each([
  ['/goals/1?tab=steps', '/goals/1?tab=steps'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [undefined, '/'],
])('after sign-in %s leads to %s', (back, to) => {
  expect(safeBack(back)).toBe(to)
})
