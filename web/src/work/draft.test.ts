import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { forgetDrafts, useDraft, useKept } from './draft'

const kept = (name: string) => localStorage.getItem(`duban.draft.${name}`)

afterEach(() => localStorage.clear())

test('what was typed a moment ago is kept when the form closes, and when the page goes', () => {
  const closed = renderHook(() => useDraft('a/1', ''))
  act(() => closed.result.current.change('柑橘 800 亩'))
  closed.unmount()
  expect(kept('a/1')).toContain('柑橘 800 亩')
  const left = renderHook(() => useDraft('a/2', ''))
  act(() => left.result.current.change('已到现场'))
  window.dispatchEvent(new Event('pagehide'))
  expect(kept('a/2')).toContain('已到现场')
  left.unmount()
})

test('a draft that was sent does not come back when its form closes', () => {
  const { result, unmount } = renderHook(() => useDraft('b/1', ''))
  act(() => result.current.change('sent'))
  forgetDrafts('b/')
  unmount()
  expect(kept('b/1')).toBeNull()
})

test('a form that was only looked at keeps nothing', () => {
  renderHook(() => useDraft('c/1', 'as it was')).unmount()
  expect(kept('c/1')).toBeNull()
})

test('fields that an older page did not keep have their first values', () => {
  localStorage.setItem('duban.draft.d/1', JSON.stringify({ at: 1, value: { reason: '路断了' } }))
  const { result } = renderHook(() => useKept('d/1', { reason: '', day: '2026-12-01' }))
  expect(result.current[0]).toEqual({ reason: '路断了', day: '2026-12-01' })
  act(() => result.current[1]({ day: '2026-12-05' }))
  expect(result.current[0]).toEqual({ reason: '路断了', day: '2026-12-05' })
})
