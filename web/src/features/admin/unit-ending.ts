import type { TFunction } from 'i18next'
import type { Noun } from '@/api/client'
import type { Names } from '@/work/office'

/** What is left behind when a unit is taken out of use, a line each; nothing when nothing hangs on it. */
export function saysUse(use: Noun['UnitUse'], names: Names, t: TFunction): string[] {
  const said: string[] = []
  if (use.units.length > 0)
    said.push(t('admin.units.useUnits', { names: use.units.map((u) => u.name).join(t('say.comma')) }))
  if (use.holders.length > 0) {
    const people = use.holders.map((h) => `${names.title(`post:${h.post_id}`)} ${names.person(h.user_id)}`)
    said.push(t('admin.units.useHolders', { names: people.join(t('say.comma')) }))
  }
  if (use.goals > 0) said.push(t('admin.units.useGoals', { n: use.goals }))
  return said
}
