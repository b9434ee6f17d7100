import type { Noun } from '@/api/client'
import { addDays, type Day, dayOf } from '@/work/time'

type Holder = Noun['Holder']

/** A time in which a post was held, or by nobody. Days are included; a missing one is open. */
export interface Span {
  from?: Day
  to?: Day
  holder?: Holder // none: vacant
}

export interface Tenure {
  now: Span[] // who holds it today, or that it is vacant since when and until when
  next: Span[] // in the order of time
  past: Span[] // the newest first
}

/** Who held, holds and will hold one post, and when nobody did; what came before the first is not told. */
export function tenureOf(holders: Holder[], today: Day): Tenure {
  const sorted = [...holders].sort((a, b) => a.from.localeCompare(b.from))
  const spans: Span[] = []
  let covered: Day | undefined // the last day that is held; '' when it has no end
  for (const holder of sorted) {
    if (covered && holder.from > addDays(covered, 1)) {
      spans.push({ from: addDays(covered, 1), to: addDays(holder.from, -1) })
    }
    if (covered === undefined && holder.from > today) spans.push({ to: addDays(holder.from, -1) })
    spans.push({ from: holder.from, to: holder.to || undefined, holder })
    if (covered === undefined) covered = holder.to ?? ''
    else if (covered !== '') covered = !holder.to ? '' : holder.to > covered ? holder.to : covered
  }
  if (covered === undefined) spans.push({})
  else if (covered !== '') spans.push({ from: addDays(covered, 1) })
  const past = (s: Span) => s.to !== undefined && s.to < today
  const future = (s: Span) => s.from !== undefined && s.from > today
  return {
    now: spans.filter((s) => !past(s) && !future(s)),
    next: spans.filter(future),
    past: spans.filter(past).reverse(),
  }
}

/** The appointments of others to a post that meet a new one in time. */
export function meeting(
  holders: Holder[],
  { post, user, from, to }: { post: string; user: string; from: Day; to: Day },
): Holder[] {
  return holders.filter(
    (h) => h.post_id === post && h.user_id !== user && (!h.to || h.to >= from) && (!to || h.from <= to),
  )
}

/** Who stood in for a holder while they held the post. */
export function deputiesIn(span: Span, delegations: Noun['Delegation'][]): Noun['Delegation'][] {
  const { holder } = span
  if (!holder) return []
  return delegations.filter((d) => {
    const last = d.ended_at ? [d.to, dayOf(d.ended_at)].sort()[0] : d.to
    return (
      d.from_user === holder.user_id && (last ?? d.to) >= holder.from && (span.to === undefined || d.from <= span.to)
    )
  })
}
