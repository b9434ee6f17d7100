import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNames } from '@/work/office'
import { sayMoment } from '@/work/time'

/** Who was sent a copy of the step, and who has read it. */
export function Copies({ step }: { step: Noun['Step'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const copies = step.copies ?? []
  if (copies.length === 0) return null
  return (
    <>
      <h3>{t('goal.copies.title')}</h3>
      <ul className="copies">
        {copies.map((c) => (
          <li key={`${c.ref}/${c.at}`}>
            {names.full(c.ref)}{' '}
            <span className="soft">
              {t('goal.copies.by', { name: c.by.name, at: sayMoment(c.at) })} ·{' '}
              {c.read && c.read_at
                ? t('goal.copies.read', { name: c.read.name, at: sayMoment(c.read_at) })
                : t('goal.copies.unread')}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
