import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Due } from '@/ui/due'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { rolesOf, useMe } from '@/work/session'
import { dayOf, sayDay } from '@/work/time'
import { NewCycle } from './new-cycle'
import './assessment.css'

/** 考核: the assessments that run or ran, and the drafts of cycles for those who write them. */
export function AssessmentPage() {
  const { t } = useTranslation()
  const roles = rolesOf(useMe())
  const courses = useQuery({
    queryKey: keys.courses(),
    queryFn: () => answer(api.GET('/api/v1/courses')),
  })
  const writes = roles.some((r) => r === 'supervisor' || r === 'leader')
  const reads = writes || roles.some((r) => r === 'evaluator' || r === 'audit-admin')
  return (
    <Page title={t('assess.title')} lead={t('assess.lead')}>
      <Loaded query={courses}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <Nothing title={t('assess.none')} hint={t('assess.noneHint')} />
            </div>
          ) : (
            <ul className="course-cards">
              {items.map((line) => (
                <li key={line.id}>
                  <CourseCard line={line} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {reads ? <Cycles writes={writes} /> : null}
    </Page>
  )
}

function CourseCard({ line }: { line: Noun['CourseLine'] }) {
  const { t } = useTranslation()
  return (
    <article className="panel course-card">
      <div className="row">
        <span className="tag">{t(`assessPhase.${line.phase}`)}</span>
        <span className="soft num">{line.period}</span>
      </div>
      <h2>
        <Link to="/assessment/$courseId" params={{ courseId: line.id }}>
          {line.title}
        </Link>
      </h2>
      <p>
        {line.ended_at ? (
          <span className="soft">{t('assess.ended', { day: sayDay(dayOf(line.ended_at)) })}</span>
        ) : (
          <Due at={line.due_at} none={t('assess.noDue')} />
        )}
      </p>
    </article>
  )
}

function Cycles({ writes }: { writes: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const cycles = useQuery({
    queryKey: keys.cycles(),
    queryFn: () => answer(api.GET('/api/v1/cycles')),
  })
  return (
    <Panel
      title={t('cycle.title')}
      bare
      extra={
        writes ? (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('cycle.add')}
          </Button>
        ) : null
      }
    >
      <Loaded query={cycles} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('cycle.none')} hint={t('cycle.noneHint')} />
          ) : (
            <table className="grid grid-cards">
              <thead>
                <tr>
                  <th>{t('cycle.name')}</th>
                  <th>{t('cycle.period')}</th>
                  <th>{t('cycle.status')}</th>
                  <th>{t('cycle.changed')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((c) => (
                  <tr key={c.id}>
                    <td>
                      <Link to="/cycles/$cycleId" params={{ cycleId: c.id }}>
                        <strong>{c.title}</strong>
                      </Link>
                    </td>
                    <td data-name={t('cycle.period')} className="num">
                      {c.period}
                    </td>
                    <td data-name={t('cycle.status')}>{t(`cycle.statuses.${c.status}`)}</td>
                    <td data-name={t('cycle.changed')}>{sayDay(dayOf(c.updated_at))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      {adding ? (
        <NewCycle
          cycles={cycles.data?.items ?? []}
          onClose={() => setAdding(false)}
          onMade={(id) => void navigate({ to: '/cycles/$cycleId', params: { cycleId: id } })}
        />
      ) : null}
    </Panel>
  )
}
