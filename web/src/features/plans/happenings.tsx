import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNames } from '@/work/office'
import { sayMoment } from '@/work/time'
import { type Goal, goalOf } from './model'
import { pointerOf, stepOf } from './year'

interface Props {
  happenings: Noun['Happening'][]
  goals: Goal[]
  onGo: (pointer: string) => void
}

const kinds = ['open', 'submit', 'return', 'done', 'close', 'reminder', 'rung', 'late', 'report', 'goal'] as const
const page = 100 // lines at a time

/** Everything that would happen, in order of time. */
export function Happenings({ happenings, goals, onGo }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const [kind, setKind] = useState<string>()
  const [shown, setShown] = useState(page)
  const wanted = happenings.filter((h) => !kind || h.kind === kind)
  const known = (k: string): k is (typeof kinds)[number] => (kinds as readonly string[]).includes(k)
  return (
    <details className="panel happenings">
      <summary>
        <strong>{t('rehearsal.happenings')}</strong> <span className="soft num">{happenings.length}</span>
      </summary>
      <div className="stack">
        <Select
          allowClear
          className="filter-pick"
          aria-label={t('rehearsal.happeningKind')}
          placeholder={t('rehearsal.happeningKind')}
          value={kind}
          onChange={(next) => {
            setKind(next)
            setShown(page)
          }}
          options={kinds.map((value) => ({ value, label: t(`rehearsal.happens.${value}`) }))}
        />
        <table className="grid grid-cards">
          <thead>
            <tr>
              <th>{t('rehearsal.happensAt')}</th>
              <th>{t('rehearsal.happeningKind')}</th>
              <th>{t('plans.stepTitle')}</th>
              <th>{t('rehearsal.happensTo')}</th>
            </tr>
          </thead>
          <tbody>
            {wanted.slice(0, shown).map((h, i) => {
              const pointer = pointerOf(goals, h.goal, h.step)
              const goal = goals[goalOf(pointer)]
              const step = goal?.steps?.find((s) => s.key === stepOf(h.step))
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: two happenings can be alike in everything
                <tr key={i}>
                  <td className="num nowrap">{sayMoment(h.at)}</td>
                  <td data-name={t('rehearsal.happeningKind')}>
                    {known(h.kind) ? t(`rehearsal.happens.${h.kind}`) : h.kind}
                    {h.colour ? ` · ${t(`colour.${h.colour}`)}` : ''}
                  </td>
                  <td data-name={t('plans.stepTitle')}>
                    <button type="button" className="as-link" onClick={() => onGo(pointer)}>
                      {step?.title ?? goal?.title ?? h.goal}
                    </button>
                  </td>
                  <td data-name={t('rehearsal.happensTo')}>
                    {(h.to ?? []).map((ref) => names.full(ref)).join(t('say.comma')) || '—'}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
        {wanted.length > shown ? <Button onClick={() => setShown(shown + page)}>{t('do.more')}</Button> : null}
      </div>
    </details>
  )
}
