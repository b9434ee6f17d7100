import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Noun } from '@/api/client'
import { renderPage } from '@/test/render'
import { serve } from '@/test/server'
import { ExtendForm } from './extend'

const step = { key: 's1', due_at: '2026-03-20T17:30:00+08:00' } as Noun['Step']
const view = { goal: { id: 'g1' } } as Noun['GoalView']

test('a day that is no later than the one in force is told in the form, and is not sent', async () => {
  serve({ 'GET /api/v1/calendars': { items: [] } })
  const send = vi.fn()
  const props = { view, step, send, scope: 'test', sending: false, error: undefined }
  renderPage(() => <ExtendForm {...props} />)
  const day = await screen.findByLabelText('申请延到')
  fireEvent.change(screen.getByLabelText('目前进展'), { target: { value: '已过半' } })
  fireEvent.change(screen.getByLabelText('延期理由'), { target: { value: '雨季' } })
  fireEvent.change(day, { target: { value: '2026-03-20' } })
  expect(await screen.findByText(/不能早于/)).toBeTruthy()
  const button = screen.getByRole<HTMLButtonElement>('button', { name: '提交申请' })
  expect(button.disabled).toBe(true)
  fireEvent.change(day, { target: { value: '2026-03-21' } })
  expect(screen.queryByText(/不能早于/)).toBeNull()
  fireEvent.click(button)
  expect(send.mock.calls[0]?.[0].body.new_due).toBe('2026-03-21')
})
