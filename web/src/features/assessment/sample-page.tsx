import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Loaded, Nothing } from '@/ui/states'
import { may } from './course'
import { CourseFrame } from './course-frame'
import { Verify } from './verify'

/** 抽查核实: who was drawn, by which seed, and what the panel found. */
export function SamplePage() {
  return <CourseFrame room="sample">{(c) => <List courseId={c.id} />}</CourseFrame>
}

function List({ courseId }: { courseId: string }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Noun['SampleItem'] | null>(null)
  const sample = useQuery({
    queryKey: keys.sample(courseId),
    queryFn: () => answer(api.GET('/api/v1/courses/{id}/sample', { params: { path: { id: courseId } } })),
  })
  return (
    <Loaded query={sample}>
      {(s) => (
        <>
          {s.seed ? <p className="notice-bar sample-seed">{t('assess.sample.seed', { seed: s.seed })}</p> : null}
          <div className="panel">
            {s.items.length === 0 ? (
              <Nothing title={t('assess.sample.none')} hint={t('assess.sample.noneHint')} />
            ) : (
              <table className="grid grid-cards">
                <thead>
                  <tr>
                    <th>{t('assess.name')}</th>
                    <th>{t('assess.sample.why')}</th>
                    <th>{t('assess.sample.found')}</th>
                    <th>
                      <span className="sr-only">{t('assess.sample.verify')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {s.items.map((i) => {
                    const option = may(i.may, 'verify-sample')
                    return (
                      <tr key={i.assessed.subject}>
                        <td>
                          <Link
                            to="/assessment/$courseId/cards/$subject"
                            params={{ courseId, subject: i.assessed.subject }}
                          >
                            <strong>{i.assessed.name}</strong>
                          </Link>
                        </td>
                        <td data-name={t('assess.sample.why')}>
                          {t(i.by_lot ? 'assess.sample.lot' : 'assess.sample.spread')}
                        </td>
                        <td data-name={t('assess.sample.found')}>
                          {i.check
                            ? `${t(i.check.ok ? 'assess.sample.ok' : 'assess.sample.notOk')} ${i.check.note ?? ''} · ${i.check.by.name}`
                            : t('assess.sample.waits')}
                        </td>
                        <td>
                          {option?.allowed ? (
                            <Button
                              aria-label={`${t('assess.sample.verify')} ${i.assessed.name}`}
                              onClick={() => setAsked(i)}
                            >
                              {t('assess.sample.verify')}
                            </Button>
                          ) : (
                            <span className="soft">{i.check ? '' : option?.why}</span>
                          )}
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            )}
          </div>
          {asked ? <Verify courseId={courseId} item={asked} onClose={() => setAsked(null)} /> : null}
        </>
      )}
    </Loaded>
  )
}
