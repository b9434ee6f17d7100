import { useTranslation } from 'react-i18next'
import { type InboxItem, itemKey } from '@/work/inbox'
import { askedOf, titleOf } from './item'

/** The items that a question is about: each with what it asks. */
export function Chosen({ items }: { items: InboxItem[] }) {
  const { t } = useTranslation()
  return (
    <ul className="bulk-list">
      {items.map((i) => (
        <li key={itemKey(i)}>
          <span className="tag">{t(`approvals.asks.${askedOf(i)}`)}</span> {titleOf(i)}{' '}
          {i.step_title ? <span className="soft">{i.goal_title}</span> : null}
        </li>
      ))}
    </ul>
  )
}
