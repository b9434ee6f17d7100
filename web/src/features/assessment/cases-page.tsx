import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Field } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { sayMoment } from '@/work/time'
import { useTyped } from '@/work/typed'
import { Asked } from './asked'
import { type Course, header, may, useCases, useCourseCommand } from './course'
import { CourseFrame } from './course-frame'
import { DecideCase } from './decide-case'
import { sayPoints } from './points'

type Doing = { what: 'decide' | 'extend-appeal' | 'withdraw-objection'; view: Noun['CaseView'] }

/** 复核与申诉: what was asked, by when it must be answered, and what was decided. */
export function CasesPage() {
  return <CourseFrame room="cases">{(c) => <List course={c} />}</CourseFrame>
}

function List({ course }: { course: Course }) {
  const { t } = useTranslation()
  const cases = useCases(course.id)
  const [asked, setAsked] = useState<Doing | null>(null)
  const close = () => setAsked(null)
  return (
    <Loaded query={cases}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <div className="panel">
              <Nothing title={t('assess.cases.none')} hint={t('assess.cases.noneHint')} />
            </div>
          ) : (
            items.map((view) => <Case key={view.case.n} view={view} course={course} onAsk={setAsked} />)
          )}
          {asked?.what === 'decide' ? <DecideCase course={course} view={asked.view} onClose={close} /> : null}
          {asked && asked.what !== 'decide' ? (
            <Plain course={course} view={asked.view} command={asked.what} onClose={close} />
          ) : null}
        </>
      )}
    </Loaded>
  )
}

interface CaseProps {
  view: Noun['CaseView']
  course: Course
  onAsk: (asked: Doing) => void
}

function Case({ view, course, onAsk }: CaseProps) {
  const { t } = useTranslation()
  const { case: c } = view
  const decide = may(view.may, 'decide-objection')
  return (
    <Panel
      title={`${t(`assess.cases.kind.${c.kind}`)} · ${view.name}`}
      extra={
        c.outcome ? (
          <span className="tag">{t(`assess.cases.outcome.${c.outcome}`)}</span>
        ) : (
          <Due at={c.due_at} none={t('assess.noDue')} />
        )
      }
    >
      <div className="stack">
        <p className="soft">
          {c.by.name} {sayMoment(c.at)}
        </p>
        <p className="pre">{c.grounds}</p>
        <Asked lines={view.lines} />
        {c.outcome ? (
          <div className="notice-bar">
            <strong>{t(`assess.cases.outcome.${c.outcome}`)}</strong>{' '}
            {c.before && c.after && c.before.total !== c.after.total
              ? `${sayPoints(c.before.total)} → ${sayPoints(c.after.total)}`
              : ''}
            <p className="pre">{c.opinion}</p>
            <p>
              {c.decided_by?.name} {c.decided_at ? sayMoment(c.decided_at) : ''}
            </p>
            {c.appeal_by ? <p>{t('assess.cases.appealBy', { at: sayMoment(c.appeal_by) })}</p> : null}
          </div>
        ) : null}
        <p className="row">
          <Link
            to="/assessment/$courseId/cards/$subject"
            params={{ courseId: course.id, subject: c.subject }}
            className="link-button"
          >
            {t('assess.card')}
          </Link>
          {decide?.allowed ? (
            <Button type="primary" onClick={() => onAsk({ what: 'decide', view })}>
              {t('assess.command.decide-objection')}
            </Button>
          ) : decide && !c.outcome ? (
            <span className="soft">{decide.why}</span>
          ) : null}
          {(['extend-appeal', 'withdraw-objection'] as const)
            .filter((w) => may(view.may, w)?.allowed)
            .map((what) => (
              <Button key={what} onClick={() => onAsk({ what, view })}>
                {t(`assess.command.${what}`)}
              </Button>
            ))}
        </p>
      </div>
    </Panel>
  )
}

interface PlainProps {
  course: Course
  view: Noun['CaseView']
  command: 'extend-appeal' | 'withdraw-objection'
  onClose: () => void
}

function Plain({ course, view, command, onClose }: PlainProps) {
  const { t } = useTranslation()
  const form = useTyped(`case/${course.id}/${view.case.n}/${command}`, { reason: '' })
  const { reason } = form.value
  const act = useCourseCommand<string>(
    (text, key) => {
      const at = {
        params: { path: { id: course.id, case: view.case.n }, header: header(key) },
        body: { reason: text },
      }
      return command === 'extend-appeal'
        ? answer(api.POST('/api/v1/courses/{id}/cases/{case}/extend', at))
        : answer(api.POST('/api/v1/courses/{id}/cases/{case}/withdraw', at))
    },
    onClose,
    form,
  )
  const needed = command === 'extend-appeal'
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
