import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { useNames } from '@/work/office'
import { runningDue } from '@/work/time'

interface Props {
  view: Noun['GoalView']
  chosen?: string
  onChoose: (step: string) => void
}

/** The steps in words: what the graph and the Gantt chart show, for everybody. */
export function StepsTable({ view, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const steps = [...(view.goal.steps ?? [])].sort((a, b) => a.position - b.position)
  const title = (key: string) => steps.find((s) => s.key === key)?.title ?? key
  return (
    <table className="grid grid-cards">
      <thead>
        <tr>
          <th>{t('goal.step')}</th>
          <th>{t('goal.status')}</th>
          <th>{t('goal.lead')}</th>
          <th>{t('goal.due')}</th>
          <th>{t('goal.after')}</th>
          <th className="num">{t('goal.weight')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((s) => (
          <tr key={s.key} className={s.key === chosen ? 'grid-chosen' : undefined}>
            <td>
              <button type="button" className="as-link" onClick={() => onChoose(s.key)}>
                {s.title}
              </button>
            </td>
            <td data-name={t('goal.status')}>
              <span className="row">
                <Light light={view.lights[s.key] ?? 'none'} />
                {t(`stepStatus.${s.status ?? 'pending'}`)}
              </span>
            </td>
            <td data-name={t('goal.lead')}>{names.full(s.lead)}</td>
            <td data-name={t('goal.due')}>
              <Due at={runningDue(s)} light={view.lights[s.key]} met={s.met_at} none={t('time.due.notOpen')} />
            </td>
            <td data-name={t('goal.after')} className="soft">
              {(s.after ?? []).map(title).join(t('say.comma')) || '—'}
            </td>
            <td data-name={t('goal.weight')} className="num">
              {s.weight}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
