import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Bounded } from './bounded'

function Year({ taken }: { taken: (n: number | null) => void }) {
  const [year, setYear] = useState<number | null>(2027)
  const take = (n: number | null) => {
    taken(n)
    setYear(n)
  }
  return <Bounded aria-label="year" min={2000} max={2100} value={year} onChange={take} />
}

test('a number outside of its bounds is told, kept as typed, and not taken', async () => {
  const taken = vi.fn()
  render(<Year taken={taken} />)
  const field = screen.getByLabelText<HTMLInputElement>('year')
  await userEvent.clear(field)
  taken.mockClear()
  await userEvent.type(field, '99999')
  await userEvent.tab()
  expect(field.value).toBe('99999')
  expect(taken).not.toHaveBeenCalledWith(99999)
  expect(screen.getByRole('alert').textContent).toContain('2100')
  await userEvent.clear(field)
  await userEvent.type(field, '2028')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(taken).toHaveBeenLastCalledWith(2028)
})
