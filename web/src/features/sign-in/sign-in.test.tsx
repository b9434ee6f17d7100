import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { renderPage } from '@/test/render'
import { problem, serve } from '@/test/server'
import { SignInPage, safeBack } from './sign-in-page'

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

test('whoever lost the session is told so, and that nothing is lost', async () => {
  serve({})
  renderPage(SignInPage, '/sign-in?why=expired')
  expect(await screen.findByText(/登录已失效.*还在/)).toBeTruthy()
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
