import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { useNames } from '@/work/office'
import { dayOf, sayDay } from '@/work/time'
import { deputiesIn, type Span, tenureOf } from './tenure'

type Holder = Noun['Holder']

interface Props {
  holders: Holder[] // of one post
  active: boolean
  /** What may be done with an appointment, when the caller may do anything. */
  acts?: TenureActs
}

export interface TenureActs {
  end: (holder: Holder) => void
  withdraw: (holder: Holder) => void
}

/** One post over time: who holds it, who will, and, folded, who did; time in which nobody did is said too. */
export function PostTenure({ holders, active, acts }: Props) {
  const { t } = useTranslation()
  const today = dayOf(Date.now())
  const { now, next, past } = tenureOf(holders, today)
  return (
    <dl className="tenure">
      <dt>{t('admin.units.now')}</dt>
      <dd>
        <Spans spans={now} active={active} acts={acts} />
      </dd>
      {next.length > 0 ? (
        <>
          <dt>{t('admin.units.next')}</dt>
          <dd>
            <Spans spans={next} active={active} acts={acts} />
          </dd>
        </>
      ) : null}
      {past.length > 0 ? (
        <>
          <dt>{t('admin.units.before')}</dt>
          <dd>
            <details>
              <summary>{t('admin.units.history', { n: past.filter((s) => s.holder).length })}</summary>
              <Spans spans={past} active={active} acts={acts} past />
            </details>
          </dd>
        </>
      ) : null}
    </dl>
  )
}

interface SpansProps {
  spans: Span[]
  active: boolean
  acts?: TenureActs
  past?: boolean // over already: only the last day may still be put right
}

function Spans({ spans, active, acts, past }: SpansProps) {
  const { t } = useTranslation()
  const names = useNames()
  const rules = useQuery({ queryKey: keys.delegations(), queryFn: () => answer(api.GET('/api/v1/delegations')) })
  const today = dayOf(Date.now())
  return (
    <ol>
      {spans.map((s) => (
        <li key={`${s.holder?.id ?? ''}${s.from ?? ''}`}>
          {s.holder ? (
            <strong>{names.person(s.holder.user_id)}</strong>
          ) : (
            <span className={active ? 'tag tag-vacant' : 'tag'}>{t('admin.units.noHolder')}</span>
          )}
          <span className="soft num">{sayDays(s, t)}</span>
          {acts && s.holder ? (
            <Button size="small" type="link" onClick={() => s.holder && acts.end(s.holder)}>
              {t(past ? 'admin.units.endChange' : 'admin.units.end')}
            </Button>
          ) : null}
          {acts && s.holder && s.holder.from > today ? (
            <Button size="small" type="link" onClick={() => s.holder && acts.withdraw(s.holder)}>
              {t('admin.units.withdraw')}
            </Button>
          ) : null}
          {deputiesIn(s, rules.data?.items ?? []).map((d) => (
            <span key={d.id} className="tenure-deputy soft">
              {t('admin.units.deputy', {
                name: names.person(d.to_user),
                from: sayDay(d.from),
                to: sayDay(d.ended_at ? dayOf(d.ended_at) : d.to, d.from),
              })}
            </span>
          ))}
        </li>
      ))}
    </ol>
  )
}

function sayDays(s: Span, t: TFunction): string {
  if (s.from && s.to) return `${sayDay(s.from)} – ${sayDay(s.to, s.from)}`
  if (s.from) return t('admin.units.since', { day: sayDay(s.from) })
  return s.to ? t('admin.units.until', { day: sayDay(s.to) }) : ''
}
