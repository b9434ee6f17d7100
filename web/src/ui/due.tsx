import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useWorkdays } from '@/work/office'
import { dayOf, sayDay, sayMoment } from '@/work/time'
import { sayDue } from '@/work/workdays'
import { useNow } from './now'

interface Props {
  at: string | undefined
  light?: Noun['Light']
  /** When it was handed in: from then on nothing runs any more. */
  met?: string
  none?: string
}

/** When something is due, in human terms, with the exact moment as its title. */
export function Due({ at, light, met, none }: Props) {
  const { t } = useTranslation()
  const calendar = useWorkdays()
  const now = useNow()
  if (!at) return <span className="soft">{none ?? t('time.due.none')}</span>
  if (met) {
    return (
      <span className={met > at ? 'due-red' : 'soft'} title={sayMoment(at, now)}>
        {t('time.due.met', { day: sayDay(dayOf(met), dayOf(now)), due: sayDay(dayOf(at), dayOf(now)) })}
      </span>
    )
  }
  return (
    <time
      dateTime={at}
      title={sayMoment(at, now) + (calendar.provisional(dayOf(at)) ? ` · ${t('time.due.provisional')}` : '')}
      className={light === 'red' ? 'due-red' : light === 'yellow' ? 'due-yellow' : undefined}
    >
      {sayDue(at, now, calendar)}
    </time>
  )
}
