import { Link, Navigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { Due } from '@/ui/due'
import { Field } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Panel } from '@/ui/page'
import { sayDay, sayMoment } from '@/work/time'
import { useTyped } from '@/work/typed'
import { type Course, header, may, useCourseCommand } from './course'
import { CourseFrame } from './course-frame'
import { sayPoints } from './points'
import { RegisterFact } from './register-fact'
import { Timeline } from './timeline'

const track = ['self', 'scoring', 'panel', 'moderation', 'public', 'review', 'final'] as const
const whole = ['advance', 'publish', 'cancel-course'] as const
type Whole = (typeof whole)[number]

/** One assessment: how far it is, what concerns the caller, what may be done with the whole. */
export function CoursePage() {
  const { open } = useSearch({ strict: false })
  const [asked, setAsked] = useState<Whole | null>(null)
  const [entering, setEntering] = useState(false)
  const { t } = useTranslation()
  return (
    <CourseFrame
      room="course"
      extra={(c) => (
        <>
          {may(c.may, 'correct-fact')?.allowed ? (
            <Button onClick={() => setEntering(true)}>{t('assess.registered')}</Button>
          ) : null}
          {whole
            .filter((w) => may(c.may, w)?.allowed)
            .map((w) => (
              <Button
                key={w}
                danger={w === 'cancel-course'}
                type={w === 'publish' ? 'primary' : 'default'}
                onClick={() => setAsked(w)}
              >
                {t(`assess.command.${w}`)}
              </Button>
            ))}
        </>
      )}
    >
      {(c) => (
        <>
          {open ? <Straight course={c} to={open} /> : null}
          <Track course={c} />
          <Mine course={c} />
          <div className="course-two">
            <Progress course={c} />
            <Missing course={c} />
            <Shut course={c} />
          </div>
          <Panel title={t('assess.timeline')}>
            <Timeline course={c} />
          </Panel>
          {entering ? <RegisterFact course={c} onClose={() => setEntering(false)} /> : null}
          {asked ? <WholeForm course={c} command={asked} onClose={() => setAsked(null)} /> : null}
        </>
      )}
    </CourseFrame>
  )
}

/** A notice leads to one's own sheet. Who speaks for several finds them all in the overview. */
function Straight({ course, to }: { course: Course; to: 'self' | 'card' }) {
  const [own, ...others] = course.mine
  if (!own || others.length > 0) return null
  if (to === 'self' && course.phase !== 'self' && !own.self_given) return null
  const params = { courseId: course.id, subject: own.assessed.subject }
  return to === 'self' ? (
    <Navigate to="/assessment/$courseId/self/$subject" params={params} replace />
  ) : (
    <Navigate to="/assessment/$courseId/cards/$subject" params={params} replace />
  )
}

function Track({ course }: { course: Course }) {
  const { t } = useTranslation()
  if (course.phase === 'cancelled') return <p className="warn-bar">{t('assess.cancelled')}</p>
  const now = course.phase === 'archived' ? track.length : track.indexOf(course.phase as 'self')
  return (
    <Panel>
      <ol className="hazard-track track-long" aria-label={t('assess.track')}>
        {track.map((phase, i) => (
          <li
            key={phase}
            className={i < now ? 'track-done' : i === now ? 'track-now' : undefined}
            aria-current={i === now ? 'step' : undefined}
          >
            {t(`assessPhase.${phase}`)}
          </li>
        ))}
      </ol>
      <p className="course-due">
        {course.ended_at ? null : <Due at={course.due_at} none={t('assess.noDue')} />}{' '}
        {course.closes_at && course.closes_at !== course.due_at ? (
          <span className="soft">{t('assess.closes', { at: sayMoment(course.closes_at) })}</span>
        ) : null}
      </p>
    </Panel>
  )
}

/** Those for whom the caller speaks: themselves, or a unit that they head. */
function Mine({ course }: { course: Course }) {
  const { t } = useTranslation()
  if (course.mine.length === 0) return null
  return (
    <Panel title={t('assess.mine')} bare>
      <ul className="course-mine">
        {course.mine.map(({ assessed: a, self_given, result }) => (
          <li key={a.subject}>
            <span>
              <strong>{a.name}</strong>
              <span className="soft"> {t(`assessedKind.${a.kind}`)}</span>
              {result ? (
                <span>
                  {' '}
                  {t('assess.total')} <strong className="num">{sayPoints(result.total)}</strong>
                </span>
              ) : null}
            </span>
            <span className="row">
              {course.phase === 'self' || self_given ? (
                <Link
                  to="/assessment/$courseId/self/$subject"
                  params={{ courseId: course.id, subject: a.subject }}
                  className={self_given ? 'link-button' : 'link-button link-primary'}
                >
                  {t(self_given ? 'assess.selfGiven' : 'assess.selfWrite')}
                </Link>
              ) : null}
              <Link
                to="/assessment/$courseId/cards/$subject"
                params={{ courseId: course.id, subject: a.subject }}
                className="link-button"
              >
                {t('assess.card')}
              </Link>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Progress({ course }: { course: Course }) {
  const { t } = useTranslation()
  const rows = (['selves', 'scores', 'checks', 'cases'] as const).filter((k) => course[k].of > 0)
  return (
    <Panel title={t('assess.progress')}>
      <dl className="course-tallies">
        {rows.map((k) => {
          const { done, of } = course[k]
          return (
            <div key={k}>
              <dt>{t(`assess.tally.${k}`)}</dt>
              <dd>
                <div className="meter" aria-hidden="true">
                  <span style={{ width: `${(done / of) * 100}%` }} />
                </div>
                <span className="num">{t('say.of', { n: done, of })}</span>
              </dd>
            </div>
          )
        })}
      </dl>
      {course.facts ? (
        <p className="soft">{t('assess.facts', { day: sayDay(course.facts.as_of), n: course.facts.count })}</p>
      ) : (
        <p className="soft">{t('assess.factsOpen')}</p>
      )}
    </Panel>
  )
}

/** Whose self-assessment is missing, for those who run the course; the ladder reminds them by itself. */
function Missing({ course }: { course: Course }) {
  const { t } = useTranslation()
  const missing = course.missing ?? []
  if (missing.length === 0) return null
  return (
    <Panel title={t('assess.missing', { n: missing.length })}>
      <p>{missing.map((a) => a.name).join(t('say.comma'))}</p>
      <p className="hint">{t('assess.missingHint')}</p>
    </Panel>
  )
}

/** What the caller is in this assessment, and why something cannot be done now. */
function Shut({ course }: { course: Course }) {
  const { t } = useTranslation()
  // Why the whole cannot be moved on concerns those who could move it.
  const moves = course.parts.some((p) => p === 'office' || p === 'chair' || p === 'group')
  const shut = (moves ? whole : []).flatMap((w) => {
    const o = may(course.may, w)
    return o && !o.allowed ? [o] : []
  })
  return (
    <Panel title={t('assess.parts')}>
      <p className="row">
        {course.parts.length === 0 ? <span className="soft">{t('assess.noPart')}</span> : null}
        {course.parts.map((p) => (
          <span key={p} className="tag">
            {t(`coursePart.${p}`)}
          </span>
        ))}
      </p>
      {shut.map((o) => (
        <p key={o.command} className="soft">
          {t(`assess.command.${o.command as Whole}`)}
          {t('say.colon')}
          {o.why}
        </p>
      ))}
    </Panel>
  )
}

function WholeForm({ course, command, onClose }: { course: Course; command: Whole; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useTyped(`course/${course.id}/${command}`, { reason: '' })
  const { reason } = form.value
  const act = useCourseCommand<string, Course>(
    (text, key) => {
      const at = { params: { path: { id: course.id }, header: header(key) }, body: { reason: text } }
      if (command === 'advance') return answer(api.POST('/api/v1/courses/{id}/advance', at))
      if (command === 'publish') return answer(api.POST('/api/v1/courses/{id}/publish', at))
      return answer(api.POST('/api/v1/courses/{id}/cancel', at))
    },
    onClose,
    form,
  )
  const needed = command === 'cancel-course'
  return (
    <FormModal
      title={t(`assess.command.${command}`)}
      ok={t(`assess.command.${command}`)}
      disabled={needed && reason.trim() === ''}
      sending={act.isPending}
      error={act.error}
      kept={form.kept}
      onOk={() => act.mutate(reason.trim())}
      onClose={onClose}
    >
      <p className="notice-bar">{t(`assess.commandHint.${command}`)}</p>
      <Field label={t('assess.reason')} optional={!needed}>
        <Input.TextArea
          rows={3}
          maxLength={4000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
