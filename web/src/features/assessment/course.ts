import { useQuery } from '@tanstack/react-query'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import type { Sent } from '@/work/typed'

export type Course = Noun['CourseView']
export type Option = Noun['CourseOption']

/** An assessment as the caller sees it. */
export function useCourse(id: string) {
  return useQuery({
    queryKey: keys.course(id),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}', { params: { path: { id } } })),
  })
}

export function useWorkbench(id: string) {
  return useQuery({
    queryKey: keys.workbench(id),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/workbench', { params: { path: { id } } })),
  })
}

export function useCases(id: string) {
  return useQuery({
    queryKey: keys.cases(id),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/cases', { params: { path: { id } } })),
  })
}

export function useModeration(id: string) {
  return useQuery({
    queryKey: keys.moderation(id),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/moderation', { params: { path: { id } } })),
  })
}

export function useCard(id: string, subject: string) {
  return useQuery({
    queryKey: keys.card(id, subject),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/cards/{subject}', { params: { path: { id, subject } } })),
  })
}

/** A command on an assessment: whatever it changes is read again. */
export function useCourseCommand<V, R = unknown>(
  send: (what: V, key: string) => Promise<R>,
  done?: (answer: R) => void,
  form?: Sent,
) {
  return useCommand<V, R>({ send, invalidates: [keys.assessment(), keys.work()], done, form })
}

export const header = (key: string) => ({ 'Idempotency-Key': key })

/** The grades by which somebody is assessed, from the best down. */
export function gradesOf(cycle: Noun['Cycle'], a: Noun['Assessed'] | undefined): Noun['AssessGrade'][] {
  const set = cycle.staff.find((s) => s.type === a?.staff)?.grades
  return cycle.grade_sets.find((g) => g.key === set)?.grades ?? []
}

/** What the caller may do, as the server judged it: the allowed one first. */
export function may(options: Option[], command: Option['command']): Option | undefined {
  const all = options.filter((o) => o.command === command)
  return all.find((o) => o.allowed) ?? all[0]
}
