import { Modal } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Nothing } from '@/ui/states'
import { useNames } from '@/work/office'
import { PickRef } from '@/work/pick-ref'
import { reassigned, seats } from './assign'
import type { Goal } from './model'

interface Props {
  goals: Goal[]
  onGoals: (goals: Goal[]) => void
  onClose: () => void
}

/** Everybody who has something to do in the plan, with how much; one pick gives all of it to somebody else. */
export function AssignDialog({ goals, onGoals, onClose }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const [to, setTo] = useState<Record<string, string>>({})
  const all = useMemo(() => seats(goals), [goals])
  const chosen = Object.entries(to).filter(([, ref]) => ref !== '')
  const apply = () => {
    onGoals(reassigned(goals, new Map(chosen)))
    onClose()
  }
  const counts = (s: (typeof all)[number]) =>
    [
      s.lead > 0 ? t('plans.assignLead', { n: s.lead }) : '',
      s.co > 0 ? t('plans.assignCo', { n: s.co }) : '',
      s.signs > 0 ? t('plans.assignSigns', { n: s.signs }) : '',
    ].filter(Boolean)
  return (
    <Modal
      open
      width={680}
      title={t('plans.assign')}
      okText={t('plans.apply')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      onOk={apply}
      onCancel={onClose}
    >
      <p className="hint">{t('plans.assignHint')}</p>
      {all.length === 0 ? <Nothing title={t('plans.stepsEmpty')} hint={t('plans.stepsEmptyHint')} /> : null}
      <ul className="assign-list">
        {all.map((s) => (
          <li key={s.ref}>
            <span>
              <strong className={s.ref ? undefined : 'assign-none'}>{names.full(s.ref) || t('plans.noLead')}</strong>
              <span className="soft num">{counts(s).join(' · ')}</span>
            </span>
            <PickRef
              aria-label={t('plans.assignTo', { name: names.full(s.ref) || t('plans.noLead') })}
              placeholder={t(s.ref ? 'plans.assignKeep' : 'do.choose')}
              people={t('form.people')}
              value={to[s.ref] ?? ''}
              onChange={(ref) => setTo({ ...to, [s.ref]: ref })}
            />
          </li>
        ))}
      </ul>
    </Modal>
  )
}
