import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Page } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { type Course, useCourse } from './course'
import './assessment.css'

const rooms = [
  ['/assessment/$courseId', 'course', undefined],
  ['/assessment/$courseId/workbench', 'workbench', ['scorer']],
  ['/assessment/$courseId/sample', 'sample', ['panel', 'office', 'chair', 'group', 'leader', 'audit', 'inspect']],
  ['/assessment/$courseId/moderation', 'moderation', ['chair', 'group', 'office', 'leader', 'audit', 'inspect']],
  ['/assessment/$courseId/results', 'results', undefined],
  ['/assessment/$courseId/cases', 'cases', undefined],
] as const satisfies readonly (readonly [string, string, readonly Noun['CoursePart'][] | undefined])[]

interface Props {
  room: (typeof rooms)[number][1]
  narrow?: boolean
  extra?: (course: Course) => ReactNode
  children: (course: Course) => ReactNode
}

/** One room of an assessment: its heading, the other rooms that the caller has something to do in, and what is in it. */
export function CourseFrame({ room, narrow, extra, children }: Props) {
  const { t } = useTranslation()
  const { courseId = '' } = useParams({ strict: false })
  const course = useCourse(courseId)
  return (
    <Loaded query={course}>
      {(c) => (
        <Page
          narrow={narrow}
          title={room === 'course' ? c.cycle.title : t(`assess.rooms.${room}`)}
          lead={
            <span className="row">
              {room === 'course' ? null : <span>{c.cycle.title}</span>}
              <span className="tag">{t(`assessPhase.${c.phase}`)}</span>
            </span>
          }
          extra={extra?.(c)}
        >
          <nav aria-label={c.cycle.title} className="room-tabs no-print">
            <ul>
              {rooms
                .filter(([, , parts]) => !parts || parts.some((p) => c.parts.includes(p)))
                .map(([to, name]) => (
                  <li key={name}>
                    <Link
                      to={to}
                      params={{ courseId }}
                      className={name === room ? 'room-on' : undefined}
                      activeProps={{}}
                    >
                      {t(`assess.rooms.${name}`)}
                    </Link>
                  </li>
                ))}
            </ul>
          </nav>
          {children(c)}
        </Page>
      )}
    </Loaded>
  )
}
