import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { sayDay } from '@/work/time'
import { sayPoints } from './points'

interface Props {
  facts: Noun['Fact'][]
  works: Noun['CourseWork'][]
  /** Given to those who may correct facts. */
  onCorrect?: (fact: Noun['Fact']) => void
}

/** Facts as sentences, each with the way to the work and the day that it rests on. */
export function FactList({ facts, works, onCorrect }: Props) {
  const { t } = useTranslation()
  if (facts.length === 0) return <p className="soft">{t('assess.noFacts')}</p>
  return (
    <ul className="fact-list">
      {facts.map((f) => {
        const work = works.find((w) => w.work === f.work)
        return (
          <li key={f.id}>
            <span className="tag">{t(`factKind.${f.kind}`)}</span>{' '}
            <span className="num">
              {sayPoints(f.value)}
              {f.of ? ` / ${sayPoints(f.of)}` : ''}
            </span>{' '}
            <span className="soft">{sayDay(f.at)}</span>{' '}
            {work ? (
              <Link to="/goals/$goalId" params={{ goalId: work.goal }} search={{ step: work.step, view: 'timeline' }}>
                {work.number} {work.step_title ?? work.title}
              </Link>
            ) : null}
            {f.note ? <span> {f.note}</span> : null}
            {onCorrect ? (
              <Button type="link" size="small" onClick={() => onCorrect(f)}>
                {t('assess.correct.do')}
              </Button>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
