import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/ui/day-input'
import { PickRef } from '@/work/pick-ref'
import type { Step } from './model'

interface Props {
  steps: Step[]
  picked: Set<string>
  onSteps: (steps: Step[]) => void
  onRemove: () => void
}

/** Gives many steps a post or a day at once: those that are picked, or else those that have none yet. */
export function Bulk({ steps, picked, onSteps, onRemove }: Props) {
  const { t } = useTranslation()
  const [lead, setLead] = useState('')
  const [by, setBy] = useState('')
  const some = picked.size > 0
  const dated = (s: Step) => Boolean(s.by || s.finish || s.recur)
  const leads = some || steps.some((s) => !s.lead)
  const dates = some || steps.some((s) => !dated(s))
  if (!leads && !dates) return null
  const wanted = (s: Step, has: boolean) => (some ? picked.has(s.key ?? '') : !has)
  return (
    <div className="bulk">
      {some ? (
        <div className="row">
          <strong>{t('plans.picked', { n: picked.size })}</strong>
          <Button size="small" danger icon={<DeleteOutlined />} onClick={onRemove}>
            {t('plans.drop')}
          </Button>
        </div>
      ) : null}
      {leads ? (
        <div className="row">
          <span>{t(some ? 'plans.pickedLead' : 'plans.bulkLead')}</span>
          <span className="bulk-pick">
            <PickRef value={lead} onChange={setLead} people={t('form.people')} aria-label={t('plans.bulkLead')} />
          </span>
          <Button
            disabled={!lead}
            onClick={() => onSteps(steps.map((s) => (wanted(s, Boolean(s.lead)) ? { ...s, lead } : s)))}
          >
            {t('plans.apply')}
          </Button>
        </div>
      ) : null}
      {dates ? (
        <div className="row">
          <span>{t(some ? 'plans.pickedBy' : 'plans.bulkBy')}</span>
          <DayInput value={by} onChange={setBy} aria-label={t('plans.bulkBy')} />
          <Button
            disabled={!by}
            onClick={() =>
              onSteps(steps.map((s) => (wanted(s, dated(s)) ? { ...s, by, finish: undefined, recur: undefined } : s)))
            }
          >
            {t('plans.apply')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
