import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useItems, useItemTitles } from './checklists'
import { useGoal } from './commands'
import { useNames } from './office'
import { PhotoStrip } from './photo-input'
import { fromMilli } from './quantity'
import './findings.css'

/** What a re-inspection says: item by item whether it is mended, and what is still wrong. */
export function Verdicts({ round }: { round: Noun['Approval'] }) {
  const { t } = useTranslation()
  const goal = useGoal(round.goal_id).data?.goal
  const step = goal?.steps?.find((s) => s.key === round.step)
  const hazard = goal?.hazards?.find((h) => h.key === step?.hazard)
  const title = useItemTitles(hazard?.checklist)
  return (
    <ul className="findings">
      {(round.content.verdicts ?? []).map((v) => (
        <li key={v.item ?? ''}>
          <Outcome
            outcome={v.passed ? 'pass' : 'fail'}
            word={t(v.passed ? 'form.reinspect.passed' : 'form.reinspect.failed')}
          />
          <strong>{v.item ? title(v.item) : (hazard?.title ?? '')}</strong>
          {v.remark ? <p className="pre">{v.remark}</p> : null}
          <PhotoStrip photos={(v.photos ?? []).map((p) => p.file)} />
        </li>
      ))}
    </ul>
  )
}

/** What an inspection looked at in one place: what failed first, everything else on asking. */
export function PlaceCheck({ check, goal }: { check: Noun['PlaceCheck']; goal: string }) {
  const { t } = useTranslation()
  const names = useNames()
  const results = check.results ?? []
  const count = (outcome: string) => results.filter((r) => r.outcome === outcome).length
  const failed = results.filter((r) => r.outcome === 'fail')
  const rest = results.filter((r) => r.outcome !== 'fail')
  const inspectors = (check.inspectors ?? []).map((i) => i.name || names.full(i.ref))
  return (
    <section className="stack">
      <div>
        <strong>{check.place_name}</strong>
        <p className="soft">
          {t('place.results', { pass: count('pass'), fail: count('fail'), na: count('na') })} ·{' '}
          {inspectors.join(t('say.comma'))}
        </p>
      </div>
      {(check.hazards ?? []).map((h) => (
        <p key={h.key ?? h.title} className="row">
          {h.key ? (
            <Link to="/hazards/$goalId/$hazardKey" params={{ goalId: goal, hazardKey: h.key }}>
              {h.title}
            </Link>
          ) : (
            h.title
          )}
          <span className={h.level === 'major' ? 'tag tag-major' : 'tag'}>{t(`hazardLevel.${h.level}`)}</span>
        </p>
      ))}
      <Results results={failed} checklist={check.checklist} />
      {rest.length > 0 ? (
        <details>
          <summary>{t('goal.otherItems', { n: rest.length })}</summary>
          <Results results={rest} checklist={check.checklist} />
        </details>
      ) : null}
      {check.note ? <p className="pre">{check.note}</p> : null}
    </section>
  )
}

function Results({ results, checklist }: { results: Noun['ItemResult'][]; checklist: string | undefined }) {
  const { t } = useTranslation()
  const title = useItemTitles(checklist)
  const items = useItems(checklist)
  if (results.length === 0) return null
  return (
    <ul className="findings">
      {results.map((r) => (
        <li key={r.item}>
          <Outcome outcome={r.outcome} word={t(`itemOutcome.${r.outcome}`)} />
          <span>{title(r.item)}</span>
          {r.milli !== undefined ? (
            <span className="num soft">
              {fromMilli(r.milli)} {items.get(r.item)?.figure}
            </span>
          ) : null}
          {r.remark ? <p className="pre">{r.remark}</p> : null}
          <PhotoStrip photos={(r.photos ?? []).map((p) => p.file)} />
        </li>
      ))}
    </ul>
  )
}

const marks = {
  pass: <CheckCircleFilled />,
  fail: <CloseCircleFilled />,
  na: <MinusCircleOutlined />,
}

function Outcome({ outcome, word }: { outcome: Noun['ItemOutcome']; word: string }) {
  return (
    <span className={`finding finding-${outcome}`}>
      <span aria-hidden="true">{marks[outcome]}</span> {word}
    </span>
  )
}
