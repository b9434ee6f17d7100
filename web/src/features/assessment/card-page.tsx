import { PrinterOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Page, Panel } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { sayMoment } from '@/work/time'
import { AskObjection } from './ask-objection'
import { CardChanges } from './card-changes'
import { CorrectFact } from './correct-fact'
import { may, useCard, useCourse } from './course'
import { FactList } from './facts'
import { sayPoints, saySigned } from './points'
import { RegisterFact } from './register-fact'
import './assessment.css'

/** 评分表: every line, how it came about, down to the events that it rests on. */
export function CardPage() {
  const { courseId = '', subject = '' } = useParams({ strict: false })
  const card = useCard(courseId, subject)
  return <Loaded query={card}>{(view) => <Shown view={view} courseId={courseId} />}</Loaded>
}

function Shown({ view, courseId }: { view: Noun['CardView']; courseId: string }) {
  const { t } = useTranslation()
  const course = useCourse(courseId).data
  const [asking, setAsking] = useState<'review' | 'appeal' | null>(null)
  const [fact, setFact] = useState<Noun['Fact'] | null>(null)
  const [entering, setEntering] = useState(false)
  const correct = may(course?.may ?? [], 'correct-fact')?.allowed ? setFact : undefined
  const { card, assessed, result } = view
  return (
    <Page
      narrow
      title={t('assess.cardOf', { name: assessed.name })}
      lead={
        <span className="row">
          <Link to="/assessment/$courseId" params={{ courseId }}>
            {course?.cycle.title ?? t('assess.title')}
          </Link>
          {view.grade_title ? <span className="tag">{view.grade_title}</span> : null}
        </span>
      }
      extra={
        <>
          {correct && course ? <Button onClick={() => setEntering(true)}>{t('assess.registered')}</Button> : null}
          {may(view.may, 'ask-review')?.allowed ? (
            <Button onClick={() => setAsking('review')}>{t('assess.command.ask-review')}</Button>
          ) : null}
          {may(view.may, 'ask-appeal')?.allowed ? (
            <Button onClick={() => setAsking('appeal')}>{t('assess.command.ask-appeal')}</Button>
          ) : null}
          {course && ['public', 'review', 'final', 'archived'].includes(course.phase) ? (
            <Button
              href={`/api/v1/courses/${courseId}/letters/${encodeURIComponent(assessed.subject)}`}
              target="_blank"
              rel="noreferrer"
            >
              {t('assess.results.letter')}
            </Button>
          ) : null}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('assess.print')}
          </Button>
        </>
      }
    >
      {view.provisional ? <p className="notice-bar">{t('assess.provisional')}</p> : null}
      {view.pending ? <p className="warn-bar">{t('assess.pending')}</p> : null}
      <Panel>
        <p className="card-total">
          <span>{t(view.pending ? 'assess.soFar' : 'assess.total')}</span>
          <strong className="num">{card.empty ? '—' : sayPoints(result?.total ?? card.total)}</strong>
          {result?.vetoed ? <span className="tag tag-major">{t('assess.vetoed')}</span> : null}
          {result?.short ? <span className="tag">{t('assess.short')}</span> : null}
        </p>
        {view.notes.length > 0 ? (
          <div className="card-notes">
            {view.notes.map((n) => (
              <p key={n.path + n.code + n.text} className="warn-bar">
                {n.text}
              </p>
            ))}
          </div>
        ) : null}
      </Panel>
      <Panel title={t('assess.lines')} bare>
        {card.lines.length === 0 ? <p className="panel-body soft">{t('assess.noLines')}</p> : null}
        <ul className="score-lines">
          {card.lines.map((line) => (
            <li key={line.key}>
              <Line line={line} view={view} onCorrect={correct} />
            </li>
          ))}
        </ul>
      </Panel>
      <CardChanges view={view} cycle={course?.cycle} />
      <SelfPart view={view} />
      {asking ? (
        <AskObjection
          kind={asking}
          courseId={courseId}
          subject={assessed.subject}
          card={view}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {entering && course ? (
        <RegisterFact course={course} subject={assessed.subject} onClose={() => setEntering(false)} />
      ) : null}
      {fact ? <CorrectFact courseId={courseId} fact={fact} onClose={() => setFact(null)} /> : null}
    </Page>
  )
}

interface LineProps {
  line: Noun['ScoreLine']
  view: Noun['CardView']
  onCorrect?: (fact: Noun['Fact']) => void
}

function Line({ line, view, onCorrect }: LineProps) {
  const { t } = useTranslation()
  const used = new Set((line.facts ?? []).map((f) => f.id))
  const facts = view.facts.filter((f) => used.has(f.id))
  return (
    <details className="score-line">
      <summary>
        <span>
          <strong>{view.titles[line.key] ?? line.title}</strong>
          <span className="soft">{view.how[line.key]}</span>
        </span>
        <span className={`num score-points ${line.points < 0 ? 'due-red' : ''}`}>{saySigned(line.points)}</span>
      </summary>
      <dl className="facts">
        <div>
          <dt>{t('assess.raw')}</dt>
          <dd className="num">
            {sayPoints(line.raw)}
            {line.full ? ` / ${sayPoints(line.full)}` : ''}
          </dd>
        </div>
        {line.worth ? (
          <div>
            <dt>{t('assess.worth')}</dt>
            <dd className="num">{sayPoints(line.worth)}</dd>
          </div>
        ) : null}
        {line.by ? (
          <div>
            <dt>{t('assess.scoredBy')}</dt>
            <dd>{line.by.name}</dd>
          </div>
        ) : null}
        {line.remark ? (
          <div>
            <dt>{t('assess.remark')}</dt>
            <dd className="pre">{line.remark}</dd>
          </div>
        ) : null}
      </dl>
      {facts.length > 0 ? (
        <FactList facts={facts} works={view.works} onCorrect={onCorrect} />
      ) : (
        <p className="soft">{t(line.kind === 'score' ? 'assess.byPeople' : 'assess.byRule')}</p>
      )}
    </details>
  )
}

function SelfPart({ view }: { view: Noun['CardView'] }) {
  const { t } = useTranslation()
  if (!view.self) return null
  return (
    <Panel title={t('assess.rooms.self')}>
      <p className="pre">{view.self.summary || t('say.none')}</p>
      <p className="soft">
        {view.self.by.name} {sayMoment(view.self.at)}
      </p>
    </Panel>
  )
}
