import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Panel } from '@/ui/page'
import { rolesOf, useMe } from '@/work/session'
import { dayOf, daysBetween, sayDay } from '@/work/time'
import { type FullYear, YearSheet } from './year-sheet'

/** What would change, goal by goal and assessment by assessment: nobody is surprised by a date that moved. */
export function Changes({ preview }: { preview: Noun['CalendarPreview'] }) {
  const { t } = useTranslation()
  const goals = new Map<string, Noun['DueMove'][]>()
  for (const c of preview.changes) goals.set(c.goal_id, [...(goals.get(c.goal_id) ?? []), c])
  const courses = preview.courses.reduce((n, c) => n + c.moves.length, 0)
  return (
    <div className="stack" role="status">
      {preview.warnings.map((w) => (
        <p key={w.pointer + w.code} className="warn-bar">
          {w.detail}
        </p>
      ))}
      <p className="notice-bar">
        <strong className="row">
          {preview.changes.length + courses === 0 ? t('admin.calendars.noChanges') : ''}
          {preview.changes.length > 0 ? (
            <span>{t('admin.calendars.changesIn', { n: preview.changes.length, goals: goals.size })}</span>
          ) : null}
          {courses > 0 ? (
            <span>{t('admin.calendars.changesOf', { n: courses, courses: preview.courses.length })}</span>
          ) : null}
        </strong>
      </p>
      {goals.size > 0 ? (
        <ul className="moves">
          {[...goals].map(([id, moves]) => (
            <li key={id}>
              <Link to="/goals/$goalId" params={{ goalId: id }}>
                <span className="num">{moves[0]?.goal_number}</span> {moves[0]?.goal_title}
              </Link>
              <ul>
                {moves.map((m) => (
                  <li key={m.step}>
                    {m.step_title}
                    <span className="num">
                      <Moved from={m.old} to={m.new} />
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      ) : null}
      <CourseMoves courses={preview.courses} />
      <Panel title={t('admin.calendars.asRead', { year: preview.year.year })}>
        <YearSheet year={preview.year as FullYear} />
      </Panel>
    </div>
  )
}

function CourseMoves({ courses }: { courses: Noun['CourseMoves'][] }) {
  const { t } = useTranslation()
  const sees = rolesOf(useMe()).some((r) => r !== 'system-admin' && r !== 'security-admin')
  if (courses.length === 0) return null
  return (
    <ul className="moves">
      {courses.map((c) => (
        <li key={c.course_id}>
          {sees ? (
            <Link to="/assessment/$courseId" params={{ courseId: c.course_id }}>
              {c.title}
            </Link>
          ) : (
            c.title
          )}
          <ul>
            {c.moves.map((m) => (
              <li key={`${m.date}/${m.case ?? 0}`}>
                {t(`admin.calendars.dateOf.${m.date}`, { phase: t(`assessPhase.${c.phase}`), n: m.case })}
                <span className="num">
                  <Moved from={m.old} to={m.new} />
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

/** From when to when; a date beyond the calendar is not known yet. */
function Moved({ from, to }: { from?: string; to?: string }) {
  const { t } = useTranslation()
  const say = (at?: string) => (at ? sayDay(dayOf(at)) : t('admin.calendars.unknown'))
  const days = from && to ? daysBetween(dayOf(from), dayOf(to)) : 0
  return (
    <>
      {t('admin.calendars.move', { old: say(from), new: say(to) })}
      {days === 0 ? null : (
        <span className="soft">
          {' '}
          {t(days > 0 ? 'admin.calendars.later' : 'admin.calendars.earlier', { n: Math.abs(days) })}
        </span>
      )}
    </>
  )
}
