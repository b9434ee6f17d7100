import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { createElement, type ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { useTyped } from './typed'

vi.mock('./session', () => ({ useMe: () => ({ user: { id: 'u1' } }) }))
const wrapper = ({ children }: { children: ReactNode }) =>
  createElement(QueryClientProvider, { client: new QueryClient() }, children)
const open = (initial: { name: string; sort: number }) => renderHook(() => useTyped('unit/1', initial), { wrapper })

afterEach(() => localStorage.clear())

test('a form closed by mistake comes back, and says so', () => {
  const first = open({ name: '', sort: 0 })
  expect(first.result.current.kept.restored).toBe(false)
  act(() => first.result.current.set({ name: '东村' }))
  first.unmount()
  const again = open({ name: '', sort: 0 })
  expect(again.result.current.value).toEqual({ name: '东村', sort: 0 })
  expect(again.result.current.kept.restored).toBe(true)
  act(() => again.result.current.kept.clear())
  again.unmount()
  expect(open({ name: '', sort: 0 }).result.current.kept.restored).toBe(false)
})

test('what was not typed shows as it is now', () => {
  const first = open({ name: '东村', sort: 1 })
  act(() => first.result.current.set({ name: '东社区' }))
  first.unmount()
  expect(open({ name: '东村', sort: 7 }).result.current.value).toEqual({ name: '东社区', sort: 7 })
})

test('two changes before the page is drawn again are both kept', () => {
  const { result } = open({ name: '', sort: 0 })
  act(() => {
    result.current.set({ name: '东村' })
    result.current.set({ sort: 3 })
  })
  expect(result.current.value).toEqual({ name: '东村', sort: 3 })
})

test('what was sent does not come back', () => {
  const first = open({ name: '', sort: 0 })
  act(() => first.result.current.set({ name: '东村' }))
  act(() => first.result.current.sent())
  first.unmount()
  expect(localStorage.length).toBe(0)
})

test('typed back to what it was is nothing typed', () => {
  const first = open({ name: 'a', sort: 0 })
  act(() => first.result.current.set({ name: 'b' }))
  act(() => first.result.current.set({ name: 'a' }))
  first.unmount()
  expect(localStorage.length).toBe(0)
})
