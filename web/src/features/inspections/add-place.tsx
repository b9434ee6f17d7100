import { Button, Drawer, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Nothing } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { useBoth } from '@/ui/word'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import type { Part } from './inspect-page'
import { PlaceForm } from './place-form'

/** The checklists that an inspection may use for a kind of place. */
function listsFor(kind: string, step: Noun['Step'], lists: Noun['Checklist'][]): Noun['Checklist'][] {
  const wanted = step.checklists ?? []
  const open = lists.filter((l) => wanted.length === 0 || wanted.includes(l.key))
  const fitting = open.filter((l) => l.place === kind)
  return fitting.length > 0 ? fitting : open
}

/** Chooses the next place: those that the checklists are for, by village, with a way to enter a new one. */
export function AddPlace({ draft, change, places, lists, step, go, onClose }: Part & { onClose: () => void }) {
  const { t } = useTranslation()
  const wide = useWide()
  const both = useBoth()
  const names = useNames()
  const may = rolesOf(useMe()).some((r) => r !== 'evaluator')
  const [q, setQ] = useState('')
  const [entering, setEntering] = useState(false)
  const [asked, setAsked] = useState<Noun['Place']>()
  const kinds = new Set((step.checklists ?? []).map((key) => lists.find((l) => l.key === key)?.place))
  const words = q.trim().toLowerCase()
  const shown = places.filter(
    (p) =>
      (kinds.size === 0 || kinds.has(p.kind)) &&
      !draft.checks.some((c) => c.place === p.id) &&
      `${p.code} ${p.name} ${p.address ?? ''} ${names.unit(p.unit_id)}`.toLowerCase().includes(words),
  )
  const add = (place: Noun['Place'], list: Noun['Checklist'] | undefined) => {
    const checklist = list ? `${list.key}@${list.version}` : ''
    const check = { place: place.id, checklist, results: {}, hazards: [], note: '' }
    change((d) => ({ checks: [...d.checks, check] }))
    onClose()
    go({ place: place.id })
  }
  const choose = (place: Noun['Place']) => {
    const fitting = listsFor(place.kind, step, lists)
    if (fitting.length === 1) add(place, fitting[0])
    else setAsked(place)
  }
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('inspect.addPlace')}
      placement={wide ? 'right' : 'bottom'}
      size={wide ? 520 : '86%'}
    >
      <div className="stack">
        <Input.Search
          aria-label={t('inspect.findPlace')}
          placeholder={t('inspect.findPlace')}
          allowClear
          value={q}
          onChange={(e) => setQ(e.target.value)}
        />
        {asked ? (
          <Select
            aria-label={t('inspect.chooseList', { place: asked.name })}
            placeholder={t('inspect.chooseList', { place: asked.name })}
            defaultOpen
            options={listsFor(asked.kind, step, lists).map((l) => ({ value: l.key, label: both(l.title) }))}
            onChange={(key: string) =>
              add(
                asked,
                lists.find((l) => l.key === key),
              )
            }
          />
        ) : null}
        {shown.length === 0 ? (
          <Nothing title={t('inspect.placesNone')} hint={t('inspect.placesNoneHint')} />
        ) : (
          <ul className="inspect-places">
            {shown.map((p) => (
              <li key={p.id}>
                <button type="button" className="inspect-place" onClick={() => choose(p)}>
                  <span>
                    <strong>{p.name}</strong>
                    <span className="soft">
                      {t(`placeKind.${p.kind}`)} · {names.unit(p.unit_id)} {p.address ?? ''}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {may ? (
          <div>
            <Button onClick={() => setEntering(true)}>{t('place.add')}</Button>
          </div>
        ) : null}
      </div>
      {entering ? <PlaceForm onClose={() => setEntering(false)} onSaved={choose} /> : null}
    </Drawer>
  )
}
