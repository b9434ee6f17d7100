import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { numbersRight } from '@/ui/numbers'
import { Panel } from '@/ui/page'
import { ProblemView } from '@/ui/states'
import { PickPeriod } from './new-cycle'
import { sayPoints } from './points'

/** 试算: what the draft would have done with another period's facts. */
export function Simulate({ id, cycle }: { id: string; cycle: Noun['Cycle'] }) {
  const { t } = useTranslation()
  const { kind, year, n } = cycle.period
  const [period, setPeriod] = useState<Noun['PeriodChoice']>({ kind, year, ...(n ? { n } : {}) })
  const row = useRef<HTMLDivElement>(null)
  const simulate = useMutation({
    mutationFn: (body: Noun['SimulateCycle']) =>
      answer(api.POST('/api/v1/cycles/{id}/simulate', { params: { path: { id } }, body })),
  })
  const found = simulate.data?.simulation
  return (
    <Panel title={t('cycle.simulate')}>
      <div className="stack">
        <p className="hint">{t('cycle.simulateHint')}</p>
        <div className="row" ref={row}>
          <PickPeriod value={period} onChange={setPeriod} />
          <Button loading={simulate.isPending} onClick={() => numbersRight(row.current) && simulate.mutate({ period })}>
            {t('cycle.simulateNow')}
          </Button>
        </div>
        <ProblemView error={simulate.error} />
        {found ? <Found found={found} cycle={cycle} /> : null}
      </div>
    </Panel>
  )
}

function Found({ found, cycle }: { found: Noun['Simulation']; cycle: Noun['Cycle'] }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...found.spread.map((b) => b.count))
  return (
    <div className="course-two" role="status">
      <section className="stack">
        <h3>{t('cycle.spread')}</h3>
        {found.spread.length === 0 ? <p className="soft">{t('cycle.spreadNone')}</p> : null}
        <ul className="seats">
          {found.spread.map((b) => (
            <li key={b.from}>
              <span className="num">
                {sayPoints(b.from)}–{sayPoints(b.to)}
              </span>
              <div className="meter" aria-hidden="true">
                <span style={{ width: `${(b.count / most) * 100}%` }} />
              </div>
              <span>{t('say.people', { n: b.count })}</span>
            </li>
          ))}
        </ul>
        <Grades found={found} cycle={cycle} />
      </section>
      <section className="stack">
        <h3>{t('cycle.effects.title')}</h3>
        <ul>
          {found.items
            .filter((i) => (i.affected ?? []).length > 0)
            .map((i) => (
              <li key={i.path + (i.rule ?? '')}>
                {i.title}
                {t('say.colon')}
                {t('cycle.effects.of', { n: (i.affected ?? []).length, of: i.subjects })}{' '}
                <span className="soft num">
                  {sayPoints(i.least)}–{sayPoints(i.most)}
                </span>
              </li>
            ))}
        </ul>
        {found.idle.length > 0 ? (
          <>
            <h3>{t('cycle.idle')}</h3>
            <ul>
              {found.idle.map((i) => (
                <li key={i.path + (i.rule ?? '')} className="soft">
                  {i.title}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {found.awaits.length > 0 ? (
          <>
            <h3>{t('cycle.awaits')}</h3>
            <ul>
              {found.awaits.map((i) => (
                <li key={i.path + (i.rule ?? '')} className="soft">
                  {i.title}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </section>
    </div>
  )
}

/** How many would have which grade, in each set of grades and group by itself. */
function Grades({ found, cycle }: { found: Noun['Simulation']; cycle: Noun['Cycle'] }) {
  const { t } = useTranslation()
  const sets = new Map<string, Noun['Simulation']['grades']>()
  for (const g of found.grades) {
    const key = `${g.set}/${g.group ?? ''}`
    sets.set(key, [...(sets.get(key) ?? []), g])
  }
  return (
    <>
      <h3>{t('cycle.gradeCounts')}</h3>
      {[...sets].map(([key, list]) => {
        const set = cycle.grade_sets.find((s) => s.key === list[0]?.set)
        const title = (grade: string) => set?.grades.find((g) => g.key === grade)?.title ?? grade
        return (
          <p key={key}>
            <strong>{[set?.title, list[0]?.group].filter(Boolean).join(' · ')}</strong>
            {t('say.colon')}
            {list
              .map((g) => `${title(g.grade) || t('say.none')} ${t('say.people', { n: g.count })}`)
              .join(t('say.comma'))}
          </p>
        )
      })}
    </>
  )
}
