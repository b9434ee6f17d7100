import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { useNow } from '@/ui/now'
import { type InboxItem, itemKey } from '@/work/inbox'
import { sayAgo, sayMoment } from '@/work/time'
import { useBulk } from './bulk'
import { askedOf, titleOf } from './item'

interface ListProps {
  items: InboxItem[]
  chosen: InboxItem | undefined
  onChoose: (item: InboxItem) => void
  /** Several were sent together: which of them are dealt with. */
  onDone: (done: InboxItem[], sent: InboxItem[]) => void
}

/** What waits, to be chosen one by one, or ticked and dealt with together. */
export function List({ items, chosen, onChoose, onDone }: ListProps) {
  const { t } = useTranslation()
  const [ticked, setTicked] = useState<Set<string>>(new Set())
  const bulk = useBulk((done, sent) => {
    setTicked(new Set())
    onDone(done, sent)
  })
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
                aria-label={t('approvals.select', { title: titleOf(item) })}
                checked={ticked.has(itemKey(item))}
                disabled={some.length > 0 && some[0]?.duty !== item.duty}
                onChange={(e) => tick(item, e.target.checked)}
              />
            ) : (
              <span className="approvals-gap" />
            )}
            <Row item={item} current={item === chosen} onChoose={() => onChoose(item)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ item, current, onChoose }: { item: InboxItem; current: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const now = useNow()
  const asked = askedOf(item)
  const at = item.asked_at ?? item.since // the seat's turn may have come later
  return (
    <button type="button" onClick={onChoose} aria-current={current ? 'true' : undefined}>
      <span className="row">
        <Light light={item.light} />
        <span className="tag">{t(`approvals.asks.${asked}`)}</span>
        {item.acting_for ? <span className="tag">{t('say.deputyFor', { name: item.acting_for })}</span> : null}
      </span>
      <strong>{titleOf(item)}</strong>
      <span className="soft">
        {item.goal_number} {item.goal_title}
      </span>
      <span className="row">
        <span className="soft" title={sayMoment(at, now)}>
          {t(`approvals.since.${asked}`, { ago: sayAgo(at, now) })}
        </span>
        {item.due_at ? <Due at={item.due_at} /> : null}
      </span>
    </button>
  )
}
