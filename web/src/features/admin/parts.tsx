import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'

/** Every part that a person or post has in open goals. */
export function usePartsOf(ref: string) {
  return useQuery({
    queryKey: keys.parts(ref),
    // Nothing is handed over by looking: whom it would go to does not matter here.
    queryFn: () => answer(api.POST('/api/v1/handovers/preview', { body: { from: ref, to: ref } })),
    enabled: ref !== '',
    gcTime: 0,
  })
}

interface Props {
  items: Noun['HandoverGoal'][]
  outcome?: boolean // what became of each
}

/** Goals with the parts that somebody has in them. */
export function HandoverList({ items, outcome }: Props) {
  const { t, i18n } = useTranslation()
  const as = (part: Noun['Part']) =>
    i18n.exists(`handover.as.${part.as}`) ? t(`handover.as.${part.as as 'lead'}`) : part.as
  const sum = (parts: Noun['Part'][]) => {
    const counts = new Map<string, number>()
    for (const p of parts) counts.set(as(p), (counts.get(as(p)) ?? 0) + 1)
    return [...counts].map(([word, n]) => (n > 1 ? `${word} × ${n}` : word)).join(t('say.comma'))
  }
  return (
    <ul className="parts">
      {items.map((g) => (
        <li key={g.goal_id}>
          <Link to="/goals/$goalId" params={{ goalId: g.goal_id }}>
            <span className="num">{g.goal_number}</span> {g.goal_title}
          </Link>
          <span className="soft">{sum(g.parts)}</span>
          {outcome ? (
            <span className={g.done ? 'tag part-done' : 'tag part-refused'}>
              {g.done ? t('handover.handed') : g.why}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
