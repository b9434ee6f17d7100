import { act, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '@/test/render'
import { Page } from './page'

const Ledger = () => <Page title="台账">lines</Page>
const Notices = () => <Page title="消息">notices</Page>

test('a page names its tab; on the way to it the heading has the focus, but not when the program is opened', async () => {
  const first = renderPage(Ledger)
  await screen.findByRole('heading', { name: '台账' })
  expect(document.title).toBe('台账 · 督办')
  expect(document.activeElement).toBe(document.body)
  first.unmount()
  expect(document.title).toBe('督办')
  renderPage(Notices)
  const heading = await screen.findByRole('heading', { name: '消息' })
  await act(async () => undefined)
  expect(document.title).toBe('消息 · 督办')
  expect(document.activeElement).toBe(heading)
})
