import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Panel } from '@/ui/page'
import { useSay, useUnit } from './say'

type Step = Noun['TemplateStep']
type Template = Noun['Template']

/** What a goal of this kind is made of: its steps, and groups that are added when something comes up. */
export function Steps({ template }: { template: Template }) {
  const { t } = useTranslation()
  const say = useSay()
  return (
    <>
      <div className="panel">
        <List template={template} steps={template.steps} />
      </div>
      {(template.added ?? []).map((group) => (
        <Panel key={group.key} title={t('templates.added', { title: say(group.title) })} bare>
          <List template={template} steps={group.steps} />
        </Panel>
      ))}
    </>
  )
}

function List({ template, steps }: { template: Template; steps: Step[] }) {
  const { t } = useTranslation()
  const say = useSay()
  const when = useWhen(template)
  const role = (key: string) => {
    const found = template.roles.find((r) => r.key === key)
    return found ? say(found.title) : key in fixed ? t(`templates.role.${key as 'lead'}`) : key
  }
  const title = (key: string) => {
    const found = steps.find((s) => s.key === key)
    return found ? say(found.title) : key
  }
  return (
    <table className="grid grid-cards">
      <thead>
        <tr>
          <th>{t('templates.step')}</th>
          <th>{t('templates.who')}</th>
          <th>{t('templates.due')}</th>
          <th>{t('templates.after')}</th>
          <th>{t('templates.evidence')}</th>
          <th>{t('templates.stepBasis')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((s) => (
          <tr key={s.key}>
            <td>
              <strong>{say(s.title)}</strong>
              <p className="soft">
                {t(`stepKind.${s.kind}`)}
                {s.weight > 0 ? ` · ${t('templates.weight', { n: s.weight })}` : ''}
              </p>
            </td>
            <td data-name={t('templates.who')}>{role(s.lead)}</td>
            <td data-name={t('templates.due')}>{when(s)}</td>
            <td data-name={t('templates.after')}>{(s.after ?? []).map(title).join(t('say.comma')) || '—'}</td>
            <td data-name={t('templates.evidence')}>{(s.evidence ?? []).map(say).join(t('say.comma')) || '—'}</td>
            <td data-name={t('templates.stepBasis')} className="soft">
              {say(s.basis) || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const fixed = { lead: 1, head: 1, supervisor: 1, leader: 1, principal: 1 } // roles that every goal has

/** When a step of a template is due, its numbers read. */
function useWhen(template: Template) {
  const { t } = useTranslation()
  const unit = useUnit()
  const number = (key: string | undefined) => {
    const found = template.numbers.find((n) => n.key === key)
    return found ? `${found.value} ${unit(found.unit)}` : (key ?? '')
  }
  const day = (key: string | undefined) => template.numbers.find((n) => n.key === key)?.value ?? key ?? ''
  return (s: Step) => {
    const opens = s.opens ? `${t('templates.opens', { day: day(s.opens) })} ` : ''
    if (s.recur) return `${opens}${t(`plans.recur.${s.recur.every}`)}`
    if (s.by) return `${opens}${t('templates.by', { day: day(s.by) })}`
    return `${opens}${t('templates.within', { time: number(s.finish) })}`
  }
}
