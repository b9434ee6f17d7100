import { expect, it } from 'vitest'
import { roomOf, roomOfDuty } from './course-room'

it('opens what a notice of an assessment speaks of', () => {
  expect(roomOf({ kind: 'assessment-phase', phase: 'self' })).toEqual({
    to: '/assessment/$courseId',
    search: { open: 'self' },
  })
  expect(roomOf({ kind: 'assessment-urge', phase: 'scoring' }).to).toBe('/assessment/$courseId/workbench')
  expect(roomOf({ kind: 'assessment-phase', phase: 'moderation' }).to).toBe('/assessment/$courseId/moderation')
  expect(roomOf({ kind: 'assessment-result', phase: 'review' }).search).toEqual({ open: 'card' })
  expect(roomOf({ kind: 'assessment-objected', phase: 'review', case: 2 }).to).toBe('/assessment/$courseId/cases')
  expect(roomOf({ kind: 'assessment-stopped', phase: 'cancelled' })).toEqual({ to: '/assessment/$courseId' })
})

it('opens the room in which a duty is done', () => {
  expect(roomOfDuty('evaluate')).toEqual({ to: '/assessment/$courseId/workbench' })
  expect(roomOfDuty('decide-objection')).toEqual({ to: '/assessment/$courseId/cases' })
  expect(roomOfDuty('self-assess')).toEqual({ to: '/assessment/$courseId', search: { open: 'self' } })
})
