import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { fromMilli } from './quantity'
import { dayOf, sayDay } from './time'

/** What happened in a period, as the record tells it: nobody types it once more. */
export function FactsView({ facts, goal }: { facts: Noun['Facts']; goal: Noun['Goal'] | undefined }) {
  const { t } = useTranslation()
  const titled = (list: Noun['StepFact'][] | undefined) => (list ?? []).map((s) => s.title).join(t('say.comma'))
  const step = (key: string) => goal?.steps?.find((s) => s.key === key)?.title ?? key
  const quantities = (facts.quantities ?? []).map((q) =>
    t('facts.quantity', {
      step: step(q.step),
      within: fromMilli(q.within),
      total: fromMilli(q.total),
      target: fromMilli(q.target),
      unit: q.unit,
    }),
  )
  const lines: [string, string][] = [
    [t('facts.progress'), `${Math.round(facts.progress / 10)}%`],
    [t('facts.done'), titled(facts.done)],
    [t('facts.late'), titled(facts.late)],
    [t('facts.next'), titled(facts.next)],
    [t('facts.waiting'), titled(facts.waiting)],
    [t('facts.quantities'), quantities.join('\n')],
    [t('facts.counts'), t('facts.counted', { returned: facts.returned, urged: facts.urged, extended: facts.extended })],
  ]
  return (
    <div className="report-facts">
      <p className="soft">
        {t('facts.period', { from: sayDay(dayOf(facts.from)), to: sayDay(dayOf(facts.to)) })} · {t('facts.hint')}
      </p>
      <dl className="facts">
        {lines.map(([name, text]) =>
          text ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="pre">{text}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  )
}

/** The facts of this month, beside the form of a progress report: they are attached by themselves. */
export function ReportFacts({ goal }: { goal: Noun['Goal'] }) {
  const facts = useQuery({
    queryKey: keys.facts(goal.id),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}/facts', { params: { path: { id: goal.id } } })),
  })
  return facts.data ? <FactsView facts={facts.data} goal={goal} /> : null
}
