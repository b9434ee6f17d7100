import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Panel } from '@/ui/page'
import { sayDay, sayMoment } from '@/work/time'
import { gradesOf } from './course'
import { sayPoints, saySigned } from './points'

interface Props {
  view: Noun['CardView']
  cycle: Noun['Cycle'] | undefined
}

/** What was changed afterwards: nothing changes in silence. */
export function CardChanges({ view, cycle }: Props) {
  const { t } = useTranslation()
  const amended = view.evaluations.some((e) => (e.amended ?? []).length > 0)
  if (view.corrections.length === 0 && view.moderations.length === 0 && !amended) return null
  return (
    <Panel title={t('assess.changes')}>
      <ul className="stack">
        {view.corrections.map((c) => (
          <Corrected key={`c${c.seq}/${c.before?.id ?? c.after?.id}`} correction={c} />
        ))}
        {view.changes.map((d) => (
          <li key={`d${d.key}`} className="soft">
            {view.titles[d.key] ?? d.after?.title ?? d.before?.title}
            {t('say.colon')}
            {saySigned(d.points)}
          </li>
        ))}
        <Rescored view={view} />
        <Moderated view={view} cycle={cycle} />
      </ul>
    </Panel>
  )
}

function Corrected({ correction: c }: { correction: Noun['Correction'] }) {
  const { t } = useTranslation()
  const fact = c.after ?? c.before
  return (
    <li>
      <strong>
        {c.before
          ? `${t('assess.corrected')}${t('say.colon')}${t(`factKind.${fact?.kind ?? 'case'}`)}`
          : `${t('assess.registered')}${t('say.colon')}${fact?.note ?? ''}`}
      </strong>{' '}
      <span className="num">
        {c.before ? `${sayPoints(c.before.value)} → ` : `${sayDay(fact?.at ?? '')} `}
        {c.after ? sayPoints(c.after.value) : t('assess.takenBack')}
      </span>
      <p className="soft">{c.by.name}</p>
      <p className="pre">{c.reason}</p>
    </li>
  )
}

/** Scores that the panel or a review put right: before, after, who and why. */
function Rescored({ view }: { view: Noun['CardView'] }) {
  const { t } = useTranslation()
  return view.evaluations.flatMap((e) =>
    (e.amended ?? []).map((x) => {
      const indicator = view.scored.find((s) => s.sheet === e.sheet && s.indicator === e.indicator)?.title ?? ''
      const instead = view.evaluations.filter(
        (o) => o.scorer && o.sheet === e.sheet && o.indicator === e.indicator && !e.scorer,
      )
      const before = x.before === undefined ? instead.map((o) => `${o.by.name} ${sayPoints(o.points)}`) : []
      return (
        <li key={`e${x.seq}/${e.sheet}/${e.indicator}/${e.scorer ?? ''}`}>
          <strong>
            {t('amend.rescored')}
            {t('say.colon')}
            {t(e.scorer ? 'amend.of' : 'amend.instead', { indicator, name: e.by.name })}
          </strong>{' '}
          <span className="num">
            {x.before === undefined ? before.join(t('say.comma')) : sayPoints(x.before)} → {sayPoints(x.after)}
          </span>
          <p className="soft">
            {x.by.name} {sayMoment(x.at)} {x.case ? t('amend.byCase', { n: x.case }) : t('amend.byPanel')}
          </p>
          <p className="pre">{x.reason}</p>
        </li>
      )
    }),
  )
}

function Moderated({ view, cycle }: Props) {
  const { t } = useTranslation()
  const grades = cycle ? gradesOf(cycle, view.assessed) : []
  const titleOf = (key: string) => grades.find((g) => g.key === key)?.title ?? t('say.none')
  const vetoOf = (key: string) => view.formulas.flatMap((f) => f.vetoes ?? []).find((v) => v.key === key)?.title ?? ''
  return view.moderations.map((m) => (
    <li key={`m${m.seq}`}>
      <strong>{t('assess.moderated')}</strong>{' '}
      <span>
        {m.before !== m.after ? `${titleOf(m.before)} → ${titleOf(m.after)}` : ''}
        {m.points ? ` ${saySigned(m.points)}` : ''}
        {m.veto ? ` ${t('assess.vetoed')}${t('say.colon')}${vetoOf(m.veto)}` : ''}
      </span>
      <p className="soft">
        {m.by.name} {sayMoment(m.at)}
      </p>
      <p className="pre">{m.reason}</p>
    </li>
  ))
}
