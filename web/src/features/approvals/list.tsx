import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { useNow } from '@/ui/now'
import { type InboxItem, itemKey } from '@/work/inbox'
import { sayAgo } from '@/work/time'
import { useBulk } from './bulk'

interface ListProps {
  items: InboxItem[]
  chosen: InboxItem | undefined
  onChoose: (item: InboxItem) => void
}

/** What waits, to be chosen one by one, or ticked and dealt with together. */
export function List({ items, chosen, onChoose }: ListProps) {
  const { t } = useTranslation()
  const now = useNow()
  const [ticked, setTicked] = useState<Set<string>>(new Set())
  const bulk = useBulk(() => setTicked(new Set()))
  const some = items.filter((i) => ticked.has(itemKey(i)))
  const tick = (item: InboxItem, on: boolean) =>
    setTicked((old) => {
      const next = new Set(old)
      if (on) next.add(itemKey(item))
      else next.delete(itemKey(item))
      return next
    })
  return (
    <section className="panel approvals-list" aria-label={t('approvals.list')}>
      <div className="panel-head">
        {some.length > 0 ? (
          <Button type="primary" loading={bulk.running} onClick={() => bulk.ask(some)}>
            {t(some[0]?.duty === 'approve' ? 'approvals.bulk' : 'approvals.bulkClose', { n: some.length })}
          </Button>
        ) : (
          <span className="hint">{t('approvals.bulkHint')}</span>
        )}
      </div>
      <ul>
        {items.map((item) => (
          <li key={itemKey(item)} className={item === chosen ? 'approvals-on' : undefined}>
            {item.step ? (
              <Checkbox
                aria-label={t('approvals.select', { title: item.step_title || item.goal_title })}
                checked={ticked.has(itemKey(item))}
                disabled={some.length > 0 && some[0]?.duty !== item.duty}
                onChange={(e) => tick(item, e.target.checked)}
              />
            ) : (
              <span className="approvals-gap" />
            )}
            <button type="button" onClick={() => onChoose(item)} aria-current={item === chosen ? 'true' : undefined}>
              <span className="row">
                <Light light={item.light} />
                <span className="tag">{t(`duty.${item.duty}`)}</span>
                {item.acting_for ? <span className="tag">{t('say.deputyFor', { name: item.acting_for })}</span> : null}
              </span>
              <strong>{item.step_title || item.goal_title}</strong>
              <span className="soft">
                {item.goal_number} {item.goal_title}
              </span>
              <span className="row">
                <span className="soft">{t('approvals.waitingSince', { ago: sayAgo(item.since, now) })}</span>
                {item.due_at ? <Due at={item.due_at} /> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
