import { ArrowLeftOutlined, PlusOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'
import { Panel } from '@/ui/page'
import { useTell } from '@/ui/tell'
import { useBoth } from '@/ui/word'
import { useNames } from '@/work/office'
import { dropPhotos } from '@/work/photos'
import { type DraftCheck, type DraftHazard, type DraftResult, progressOf } from './draft'
import { HazardForm } from './hazard-form'
import { HazardRow } from './hazard-row'
import type { Part } from './inspect-page'
import { ItemCard } from './item-card'

type Asked = { hazard?: DraftHazard; items: string[] }

/** One place: every item of its checklist, and what was found. */
export function CheckView({ check, at, ...part }: Part & { check: DraftCheck; at: number }) {
  const { t } = useTranslation()
  const both = useBoth()
  const { modal } = useTell()
  const [asked, setAsked] = useState<Asked | null>(null)
  const { change, places, versions, go, draft, step } = part
  const { goalId } = useParams({ strict: false })
  const place = places.find((p) => p.id === check.place)
  const list = versions.get(check.checklist)
  const progress = progressOf(check, list)
  const set = (make: (c: DraftCheck) => DraftCheck) =>
    change((d) => ({ checks: d.checks.map((c, i) => (i === at ? make(c) : c)) }))
  const setResult = (item: string, r: Partial<DraftResult>) =>
    set((c) => ({ ...c, results: { ...c.results, [item]: { ...c.results[item], ...r } } }))
  const keepHazard = (h: DraftHazard) =>
    set((c) => ({
      ...c,
      hazards: c.hazards.some((o) => o.id === h.id) ? c.hazards.map((o) => (o.id === h.id ? h : o)) : [...c.hazards, h],
    }))
  const remove = () =>
    modal.confirm({
      title: t('inspect.removePlace'),
      content: t('inspect.removePlaceAsk', { name: place?.name ?? '' }),
      okButtonProps: { danger: true },
      onOk: () => {
        change((d) => ({ checks: d.checks.filter((_, i) => i !== at) }))
        go({})
      },
    })
  const next = draft.checks[at + 1]
  return (
    <>
      <PlaceHead part={part} check={check} />
      <ol className="inspect-items">
        {(list?.items ?? []).map((item, i) => (
          <li key={item.key}>
            <ItemCard
              n={i + 1}
              item={item}
              check={check}
              onChange={(r) => setResult(item.key, r)}
              onHazard={() => setAsked({ items: [item.key] })}
            />
          </li>
        ))}
      </ol>
      <Panel
        title={t('inspect.found')}
        extra={
          <Button icon={<PlusOutlined />} onClick={() => setAsked({ items: [] })}>
            {t('inspect.addHazard')}
          </Button>
        }
      >
        {check.hazards.length === 0 ? <p className="soft">{t('inspect.foundNone')}</p> : null}
        <ul className="stack">
          {check.hazards.map((h) => (
            <li key={h.id}>
              <HazardRow
                hazard={h}
                items={h.items.map((key) => {
                  const item = list?.items.find((i) => i.key === key)
                  return item ? both(item.title) : key
                })}
                onEdit={() => setAsked({ hazard: h, items: h.items })}
                onRemove={
                  h.key
                    ? undefined
                    : () => {
                        set((c) => ({ ...c, hazards: c.hazards.filter((o) => o.id !== h.id) }))
                        void dropPhotos(h.photos)
                      }
                }
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel>
        <Field label={t('inspect.note')} optional>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={4000}
            value={check.note}
            onChange={(e) => set((c) => ({ ...c, note: e.target.value }))}
          />
        </Field>
      </Panel>
      {check.hazards.some((h) => h.key) ? null : (
        <div>
          <Button danger type="text" onClick={remove}>
            {t('inspect.removePlace')}
          </Button>
        </div>
      )}
      <div className="inspect-foot form-actions">
        <span className="inspect-count" role="status">
          {t('inspect.items', { n: progress.done, of: progress.items })}
        </span>
        {next ? <Button onClick={() => go({ place: next.place })}>{t('inspect.next')}</Button> : null}
        <Button type="primary" icon={<ArrowLeftOutlined />} onClick={() => go({})}>
          {t('inspect.allPlaces')}
        </Button>
      </div>
      {asked ? (
        <HazardForm
          scope={`${goalId}/${step.key}/${step.round}/${check.place}`}
          hazard={asked.hazard}
          items={asked.items}
          check={check}
          list={list}
          place={place}
          onClose={() => setAsked(null)}
          onSave={(h) => {
            keepHazard(h)
            setAsked(null)
          }}
        />
      ) : null}
    </>
  )
}

function PlaceHead({ part, check }: { part: Part; check: DraftCheck }) {
  const { t } = useTranslation()
  const both = useBoth()
  const names = useNames()
  const place = part.places.find((p) => p.id === check.place)
  const list = part.versions.get(check.checklist)
  return (
    <div className="inspect-head">
      <h2>{place?.name ?? check.place}</h2>
      {place ? (
        <p className="soft">
          {[t(`placeKind.${place.kind}`), names.unit(place.unit_id), place.address, place.person]
            .filter(Boolean)
            .join(' · ')}{' '}
          {place.phone ? <a href={`tel:${place.phone}`}>{place.phone}</a> : null}
        </p>
      ) : null}
      {list ? (
        <p className="soft">
          {both(list.title)} · {t('checklist.version', { n: list.version })}
        </p>
      ) : null}
    </div>
  )
}
