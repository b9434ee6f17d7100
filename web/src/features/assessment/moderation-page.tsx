import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { sayMoment } from '@/work/time'
import { type Course, may, useModeration } from './course'
import { CourseFrame } from './course-frame'
import { ModerateForm } from './moderate-form'
import { sayPercent, sayPoints, saySigned } from './points'

/** 综合评定: proposed grades, the seats there are, and every change with its reason. */
export function ModerationPage() {
  return <CourseFrame room="moderation">{(c) => <Table course={c} />}</CourseFrame>
}

function Table({ course }: { course: Course }) {
  const { t } = useTranslation()
  const moderation = useModeration(course.id)
  const [asked, setAsked] = useState<Noun['ModerationRow'] | null>(null)
  return (
    <Loaded query={moderation}>
      {(m) => (
        <>
          {m.counted ? null : <p className="warn-bar">{t('assess.moderation.notCounted')}</p>}
          <Seats seats={m.seats} course={course} />
          <div className="panel">
            {m.rows.length === 0 ? (
              <Nothing title={t('assess.moderation.none')} hint={t('assess.moderation.noneHint')} />
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
              <div className="scroll-x" tabIndex={0} role="region" aria-label={t('assess.rooms.moderation')}>
                <table className="grid grid-cards">
                  <thead>
                    <tr>
                      <th>{t('assess.name')}</th>
                      <th>{t('assess.total')}</th>
                      <th>{t('assess.moderation.proposed')}</th>
                      <th>{t('assess.grade')}</th>
                      <th>{t('assess.moderation.changes')}</th>
                      <th>
                        <span className="sr-only">{t('assess.command.moderate')}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {m.rows.map((row) => (
                      <Row key={row.assessed.subject} row={row} course={course} onAsk={() => setAsked(row)} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </div>
          {asked ? <ModerateForm course={course} row={asked} most={m.adjust} onClose={() => setAsked(null)} /> : null}
        </>
      )}
    </Loaded>
  )
}

/** The quota meter: seats taken of those there are, with the number before rounding. */
function Seats({ seats, course }: { seats: Noun['SeatsView'][]; course: Course }) {
  const { t } = useTranslation()
  const setOf = (key: string) => course.cycle.grade_sets.find((g) => g.key === key)?.title
  if (seats.length === 0) return null
  return (
    <Panel title={t('assess.moderation.seats')}>
      <ul className="seats">
        {seats.map(({ seats: s, title, taken }) => (
          <li key={`${s.group}/${s.set}/${s.grade}`}>
            <strong>{[s.group, setOf(s.set), title].filter(Boolean).join(' · ')}</strong>
            <div className="meter" aria-hidden="true">
              <span style={{ width: `${s.seats === 0 ? 0 : Math.min(100, (taken / s.seats) * 100)}%` }} />
            </div>
            <span className={taken > s.seats ? 'due-red' : undefined}>
              {t('assess.moderation.taken', { n: taken, of: s.seats })}
            </span>
            <span className="soft">
              {t('assess.moderation.exact', {
                n: s.assessed,
                percent: sayPercent(s.percent),
                exact: sayPoints(s.exact),
                how: t(`assess.rounding.${s.rounding}`),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Row({ row, course, onAsk }: { row: Noun['ModerationRow']; course: Course; onAsk: () => void }) {
  const { t } = useTranslation()
  const { assessed: a, result } = row
  const option = may(row.may, 'moderate')
  const set = course.cycle.staff.find((s) => s.type === a.staff)?.grades
  const titleOf = (key: string) =>
    course.cycle.grade_sets.find((g) => g.key === set)?.grades.find((g) => g.key === key)?.title ??
    (key || t('say.none'))
  return (
    <tr>
      <td>
        <Link to="/assessment/$courseId/cards/$subject" params={{ courseId: course.id, subject: a.subject }}>
          <strong>{a.name}</strong>
        </Link>
        {a.group ? <span className="soft"> {a.group}</span> : null}
      </td>
      <td data-name={t('assess.total')} className="num">
        <span>
          {result.empty ? '—' : sayPoints(result.total)}
          {row.moved ? <span className="soft"> ({saySigned(row.moved)})</span> : null}
        </span>
      </td>
      <td data-name={t('assess.moderation.proposed')}>{row.proposed_title || '—'}</td>
      <td data-name={t('assess.grade')}>
        <span className="row">
          <strong>{row.grade_title || '—'}</strong>
          {result.vetoed ? <span className="tag tag-major">{t('assess.vetoed')}</span> : null}
          {result.short ? <span className="tag">{t('assess.short')}</span> : null}
          {result.tied ? <span className="tag tag-repeat">{t('assess.moderation.tied')}</span> : null}
        </span>
      </td>
      <td data-name={t('assess.moderation.changes')}>
        {row.moderations.length === 0 ? (
          '—'
        ) : (
          <ul>
            {row.moderations.map((m) => (
              <li key={m.seq}>
                {m.before !== m.after ? `${titleOf(m.before)} → ${titleOf(m.after)} ` : ''}
                {m.points ? `${saySigned(m.points)} ` : ''}
                <span className="soft">
                  {m.by.name} {sayMoment(m.at)}
                </span>
                <p className="pre">{m.reason}</p>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td>
        {option?.allowed ? (
          <Button size="small" aria-label={`${t('assess.command.moderate')} ${a.name}`} onClick={onAsk}>
            {t('assess.command.moderate')}
          </Button>
        ) : (
          <span className="soft">{option?.why}</span>
        )}
      </td>
    </tr>
  )
}
