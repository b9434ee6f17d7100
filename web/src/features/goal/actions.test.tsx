import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { renderPage } from '@/test/render'
import { serve } from '@/test/server'
import { Actions } from './actions'

const may = ['add-group', 'comment'].map((command) => ({ command, allowed: true }))
const view = { goal: { id: 'g1' }, may } as Noun['GoalView']

const shown = async (items: object[]) => {
  const sent = serve({ 'GET /api/v1/goals/g1/groups': { items } })
  renderPage(() => <Actions view={view} onIntent={() => undefined} />)
  await screen.findByRole('button', { name: '评论' })
  await expect.poll(() => sent.length).toBe(1)
}

test('a group is offered where the template has one', async () => {
  await shown([{ key: 'house', title: { zh: '增加一户', en: 'A house' }, steps: [], roles: [] }])
  expect(await screen.findByRole('button', { name: '按模板增加' })).toBeTruthy()
})

test('none is offered where the template has none', async () => {
  await shown([])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(screen.queryByRole('button', { name: '按模板增加' })).toBeNull()
})
