import { CheckCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Loaded, Nothing } from '@/ui/states'
import { useWorkbench } from './course'
import { CourseFrame } from './course-frame'
import { ScoreCard } from './score-card'

/** 考评工作台: one assessed after the other, the facts beside what is to be scored. */
export function WorkbenchPage() {
  return <CourseFrame room="workbench">{(c) => <Stack courseId={c.id} />}</CourseFrame>
}

function Stack({ courseId }: { courseId: string }) {
  const { t } = useTranslation()
  const workbench = useWorkbench(courseId)
  return (
    <Loaded query={workbench}>
      {(w) =>
        w.items.length === 0 ? (
          <div className="panel">
            <Nothing title={t('assess.bench.none')} hint={t('assess.bench.noneHint')} />
          </div>
        ) : (
          <Cards bench={w} courseId={courseId} />
        )
      }
    </Loaded>
  )
}

function Cards({ bench, courseId }: { bench: Noun['Workbench']; courseId: string }) {
  const { t } = useTranslation()
  const first = bench.items.findIndex((i) => i.open > 0)
  const [at, setAt] = useState(Math.max(first, 0))
  const item = bench.items[at] ?? bench.items[0]
  const left = bench.items.filter((i) => i.open > 0).length
  if (!item) return null
  const next = () => {
    const later = bench.items.findIndex((i, n) => n > at && i.open > 0)
    const any = bench.items.findIndex((i, n) => n !== at && i.open > 0)
    setAt(later >= 0 ? later : any >= 0 ? any : Math.min(at + 1, bench.items.length - 1))
  }
  return (
    <>
      <p className="row">
        <Due at={bench.due_at} none={t('assess.noDue')} />
        <span className="soft">{left > 0 ? t('assess.bench.left', { n: left }) : t('assess.bench.done')}</span>
        <span className="hint bench-keys">{t('assess.bench.keys')}</span>
      </p>
      <div className="bench">
        <ol className="bench-list" aria-label={t('assess.bench.list')}>
          {bench.items.map((i, n) => (
            <li key={i.assessed.subject}>
              <button
                type="button"
                className={n === at ? 'bench-one bench-on' : 'bench-one'}
                aria-current={n === at ? 'true' : undefined}
                onClick={() => setAt(n)}
              >
                <span>{i.assessed.name}</span>
                {i.open === 0 ? (
                  <span className="ok-word">
                    <CheckCircleFilled aria-hidden="true" /> {t('assess.bench.scored')}
                  </span>
                ) : (
                  <span className="soft">{t('assess.bench.open', { n: i.open })}</span>
                )}
              </button>
            </li>
          ))}
        </ol>
        <ScoreCard
          key={item.assessed.subject}
          item={item}
          works={bench.works}
          courseId={courseId}
          onSaved={next}
          extra={
            <>
              <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
                {t('assess.bench.before')}
              </Button>
              <Button disabled={at === bench.items.length - 1} onClick={() => setAt(at + 1)}>
                {t('assess.bench.next')}
              </Button>
            </>
          }
        />
      </div>
    </>
  )
}
