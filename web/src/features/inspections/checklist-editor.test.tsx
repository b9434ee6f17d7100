import { useQuery } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { Noun } from '@/api/client'
import { renderPage } from '@/test/render'
import { problem, type Sent, serve } from '@/test/server'
import { meQuery } from '@/work/session'
import { ChecklistEditor } from './checklist-editor'

const list: Noun['Checklist'] = {
  key: 'factory',
  version: 1,
  place: 'factory',
  title: { zh: '工厂检查表', en: 'Factories' },
  items: [
    {
      key: 'a',
      title: { zh: '通道', en: 'Exits' },
      basis: { zh: '惯例', en: 'practice' },
      source: 'practice',
      level: 'general',
    },
  ],
}

function Signed() {
  return useQuery(meQuery).data ? <ChecklistEditor list={list} onClose={() => {}} onSaved={() => {}} /> : null
}

test('an item is added without English; a fault names its item and field and leads to it', async () => {
  const sent = serve({
    'GET /api/v1/me': { user: { id: 'u1', name: '孙丽' }, actor: { user: 'u1', roles: ['supervisor'] } },
    'PUT /api/v1/checklists/factory': ({ body }: Sent) =>
      (body as typeof list).items[1]?.basis.zh
        ? { ...list, version: 2 }
        : problem(422, 'invalid', '有 1 项内容需要修改', [
            { pointer: '/items/1/basis/zh', code: 'required', detail: '必填' },
          ]),
  })
  renderPage(Signed, '/checklists/factory')
  await userEvent.click(await screen.findByRole('button', { name: /添加检查项/ }))
  expect(screen.queryAllByLabelText(/英文/).filter((e) => e.getAttribute('type') !== 'checkbox')).toEqual([])
  const titles = screen.getAllByLabelText('检查项')
  await userEvent.type(titles.at(-1) as HTMLElement, '危险源告知牌')
  await userEvent.click(screen.getByRole('button', { name: /保存为/ }))
  await userEvent.click(await screen.findByRole('button', { name: '2. 危险源告知牌 › 依据' }))
  expect(document.activeElement).toBe(screen.getAllByLabelText('依据').at(-1))
  await userEvent.type(document.activeElement as HTMLElement, '督查惯例')
  await userEvent.click(screen.getByRole('button', { name: /保存为/ }))
  const last = sent.filter((s) => s.method === 'PUT').at(-1)?.body as typeof list
  expect(last.items[1]).toMatchObject({ title: { zh: '危险源告知牌', en: '' }, basis: { zh: '督查惯例', en: '' } })
  await userEvent.click(screen.getByRole('checkbox', { name: /英文/ }))
  expect(screen.getAllByLabelText(/依据 \(英文\)/)).toHaveLength(2)
})
