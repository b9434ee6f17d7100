import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { sayMoment } from '@/work/time'
import type { Course } from './course'
import { CourseFrame } from './course-frame'
import { sayPoints } from './points'

const runs: Noun['CoursePart'][] = ['office', 'chair', 'group', 'panel', 'inspect', 'leader', 'audit']

function isPublic(c: Course): boolean {
  return ['public', 'review', 'final', 'archived'].includes(c.phase)
}

/** 公示与结果: what everybody may read of the results. */
export function ResultsPage() {
  const { t } = useTranslation()
  return (
    <CourseFrame
      room="results"
      extra={(c) => (
        <>
          {c.parts.some((p) => runs.includes(p)) ? (
            <Button icon={<DownloadOutlined />} href={`/api/v1/courses/${c.id}/score-sheet`}>
              {t('assess.results.scoreSheet')}
            </Button>
          ) : null}
          {isPublic(c) ? (
            <>
              <Button icon={<DownloadOutlined />} href={`/api/v1/courses/${c.id}/bulletin-sheet`}>
                {t('assess.results.bulletinSheet')}
              </Button>
              <Button icon={<DownloadOutlined />} href={`/api/v1/courses/${c.id}/bulletin`}>
                {t('assess.results.bulletin')}
              </Button>
            </>
          ) : null}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('assess.print')}
          </Button>
        </>
      )}
    >
      {(c) => <Results course={c} />}
    </CourseFrame>
  )
}

function Results({ course }: { course: Course }) {
  const { t } = useTranslation()
  const results = useQuery({
    queryKey: keys.results(course.id),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/results', { params: { path: { id: course.id } } })),
  })
  return (
    <Loaded query={results}>
      {(r) =>
        r.rows.length === 0 ? (
          <div className="panel">
            <Nothing title={t('assess.results.none')} hint={t('assess.results.noneHint')} />
          </div>
        ) : (
          <>
            <p className="notice-bar">
              {r.published_at
                ? t('assess.results.published', { at: sayMoment(r.published_at), name: r.published_by ?? '' })
                : ''}{' '}
              {r.public_until ? t('assess.results.until', { at: sayMoment(r.public_until) }) : ''}{' '}
              {r.ask_until ? t('assess.results.ask', { at: sayMoment(r.ask_until) }) : ''}
            </p>
            {(['cadre', 'unit', 'village'] as const).map((kind) => {
              const rows = r.rows.filter((row) => row.kind === kind)
              return rows.length > 0 ? (
                <Panel key={kind} title={t(`assessedKind.${kind}`)} bare>
                  <Rows rows={rows} ranked={r.ranked.includes(kind)} course={course} />
                </Panel>
              ) : null
            })}
          </>
        )
      }
    </Loaded>
  )
}

function Rows({ rows, ranked, course }: { rows: Noun['ResultRow'][]; ranked: boolean; course: Course }) {
  const { t } = useTranslation()
  const mine = new Set(course.mine.map((m) => m.assessed.subject))
  const points = rows.some((r) => r.total !== undefined)
  return (
    <table className="grid grid-cards">
      <thead>
        <tr>
          {ranked ? <th>{t('assess.results.rank')}</th> : null}
          <th>{t('assess.name')}</th>
          {points ? <th>{t('assess.total')}</th> : null}
          <th>{t('assess.grade')}</th>
          <th>{t('assess.results.notes')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.subject} className={mine.has(r.subject) ? 'grid-chosen' : undefined}>
            {ranked ? (
              <td data-name={t('assess.results.rank')} className="num">
                {r.rank ?? '—'}
              </td>
            ) : null}
            <td>
              {mine.has(r.subject) || points ? (
                <Link to="/assessment/$courseId/cards/$subject" params={{ courseId: course.id, subject: r.subject }}>
                  <strong>{r.name}</strong>
                </Link>
              ) : (
                <strong>{r.name}</strong>
              )}
              {r.group ? <span className="soft"> {r.group}</span> : null}
            </td>
            {points ? (
              <td data-name={t('assess.total')} className="num">
                {sayPoints(r.total)}
              </td>
            ) : null}
            <td data-name={t('assess.grade')}>{r.grade_title || '—'}</td>
            <td data-name={t('assess.results.notes')}>
              <span className="row">
                {r.vetoed ? (
                  <span className="tag tag-major">
                    {t('assess.vetoed')} {(r.vetoes ?? []).join(t('say.comma'))}
                  </span>
                ) : null}
                {r.short ? <span className="tag">{t('assess.short')}</span> : null}
                {r.under_review ? <span className="tag tag-repeat">{t('assess.results.underReview')}</span> : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
