import { useQuery } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { renderPage } from '@/test/render'
import { problem, serve } from '@/test/server'
import { meQuery } from '@/work/session'
import { ImportPlaces } from './place-import'

function Signed() {
  return useQuery(meQuery).data ? <ImportPlaces onClose={() => {}} /> : null
}

const place = { id: 'p1', code: 'GC-1', name: '鞋厂', kind: 'factory', unit_id: 'u1', active: true }

test('a sheet of places: nothing is offered before one is chosen, faults name the cell, success is told', async () => {
  let good = false
  serve({
    'GET /api/v1/me': { user: { id: 'u1', name: '孙丽' }, actor: { user: 'u1', roles: ['supervisor'] } },
    'POST /api/v1/places/import?check=true': () =>
      good
        ? { items: [place] }
        : problem(422, 'invalid', '有 1 项内容需要修改', [
            {
              pointer: '/rows/2/kind',
              code: 'unknown',
              detail: '没有这个取值：城堡',
              params: { cell: 'C2', column: '类别' },
            },
          ]),
    'POST /api/v1/places/import?check=false': { items: [place] },
  })
  renderPage(Signed, '/places')
  const button = (name: string | RegExp) => screen.getByRole('button', { name }) as HTMLButtonElement
  await screen.findByRole('dialog')
  expect(button(/^导\s?入$/).disabled).toBe(true)
  expect(screen.queryByText(/导入 0/)).toBeNull()
  const sheet = () => new File(['x'], '对象.xlsx')
  await userEvent.upload(screen.getByLabelText('从 Excel 导入', { selector: 'input' }), sheet())
  expect(await screen.findByText('类别 (C2)')).toBeTruthy()
  good = true
  await userEvent.upload(screen.getByLabelText('从 Excel 导入', { selector: 'input' }), sheet())
  expect(await screen.findByText('表里有 1 个检查对象，没有发现错误。')).toBeTruthy()
  expect(screen.queryByText('类别 (C2)')).toBeNull()
  await userEvent.click(button('导入 1 个'))
  expect(await screen.findByText('已登记 1 个检查对象')).toBeTruthy()
})
