import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNames } from '@/work/office'
import { sayDay } from '@/work/time'
import { loadsOf } from './year'

const few = 12

/** What everybody has week by week: steps due, with signatures asked for behind; too much in one week stands out. */
export function LoadTable({ rehearsal }: { rehearsal: Noun['Rehearsal'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const [all, setAll] = useState(false)
  const { people, weeks } = loadsOf(rehearsal.load)
  const most = rehearsal.assumption.max_per_week || 5
  const shown = all ? people : people.slice(0, few)
  return (
    <>
      <p className="hint load-hint">{t('rehearsal.loadHint', { n: most })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('rehearsal.load')}>
        <table className="load num">
          <thead>
            <tr>
              <th scope="col">{t('rehearsal.loadWho')}</th>
              <th scope="col">{t('rehearsal.loadSum')}</th>
              {weeks.map((w, i) => (
                <th key={w} scope="col" title={t('rehearsal.weekOf', { day: sayDay(w) })}>
                  {i === 0 || w.slice(5, 7) !== weeks[i - 1]?.slice(5, 7) ? Number(w.slice(5, 7)) : ''}
                  <span className="sr-only">{t('rehearsal.weekOf', { day: sayDay(w) })}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((p) => (
              <tr key={p.ref}>
                <th scope="row">{names.full(p.ref)}</th>
                <td className="load-sum">{p.total}</td>
                {weeks.map((w) => {
                  const l = p.weeks.get(w)
                  const due = l?.due ?? 0
                  const level = due > most ? 'over' : due > most / 2 ? 'much' : due > 0 ? 'some' : 'none'
                  const says = l
                    ? t('rehearsal.loadSays', { day: sayDay(w), due, signatures: l.signatures, notices: l.notices })
                    : undefined
                  return (
                    <td key={w} className={`load-${level}`} title={says}>
                      {due > 0 ? due : l && l.signatures > 0 ? <span className="load-sign">{l.signatures}</span> : ''}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {people.length > few ? (
        <p className="load-hint">
          <Button size="small" type="link" onClick={() => setAll(!all)}>
            {all ? t('do.fold') : t('rehearsal.loadAll', { n: people.length })}
          </Button>
        </p>
      ) : null}
    </>
  )
}
