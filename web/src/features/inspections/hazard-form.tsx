import { Button, Checkbox, Drawer, Input, Radio } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { newKey } from '@/api/command'
import { Field } from '@/ui/field'
import { Restored } from '@/ui/restored'
import { useWide } from '@/ui/wide'
import { useBoth } from '@/ui/word'
import { useNames } from '@/work/office'
import { PhotoInput } from '@/work/photo-input'
import { PickRef } from '@/work/pick-ref'
import { useTyped } from '@/work/typed'
import { type DraftCheck, type DraftHazard, usualLevel } from './draft'

interface Props {
  scope: string // the place of this inspection
  hazard?: DraftHazard
  items: string[]
  check: DraftCheck
  list: Noun['Checklist'] | undefined
  place: Noun['Place'] | undefined
  onSave: (h: DraftHazard) => void
  onClose: () => void
}

/** Enters a hazard: what is wrong, how grave it is, who mends it and who looks again. */
export function HazardForm({ scope, hazard, items, check, list, place, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const both = useBoth()
  const wide = useWide()
  const failed = (list?.items ?? []).filter((item) => check.results[item.key]?.outcome === 'fail')
  const form = useTyped<DraftHazard>(
    `hazard/${scope}/${hazard?.id ?? items.join('+')}`,
    () =>
      hazard ?? {
        id: newKey(),
        items,
        title: '',
        remark: '',
        level: usualLevel(items, list),
        spot: false,
        // What was photographed at the item belongs to its hazard too.
        photos: items.flatMap((key) => check.results[key]?.photos ?? []),
        responsible: '',
        reinspector: '',
        officers: [],
      },
  )
  const { value: h, set } = form
  const known = h.key !== undefined
  const wrong = faults(h)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (!h.title.trim() || wrong.length > 0) return
    onSave(h)
    form.sent()
  }
  return (
    <Drawer
      open
      onClose={onClose}
      title={t(hazard ? 'inspect.editHazard' : 'inspect.addHazard')}
      placement={wide ? 'right' : 'bottom'}
      size={wide ? 560 : '92%'}
    >
      <form className="form" onSubmit={save}>
        <Restored kept={form.kept} />
        <Field label={t('hazard.title')} hint={t('hazard.titleHint')}>
          <Input maxLength={200} value={h.title} disabled={known} onChange={(e) => set({ title: e.target.value })} />
        </Field>
        {failed.length > 0 ? (
          <fieldset className="plain-set">
            <legend>{t('hazard.items')}</legend>
            <Checkbox.Group
              value={h.items}
              disabled={known}
              className="inspect-checks"
              options={failed.map((item) => ({ value: item.key, label: both(item.title) }))}
              onChange={(list) => set({ items: list as string[] })}
            />
          </fieldset>
        ) : null}
        <Field label={t('hazard.remark')} hint={t('hazard.remarkHint')} optional>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={h.remark}
            onChange={(e) => set({ remark: e.target.value })}
          />
        </Field>
        <PhotoInput label={t('photo.take')} value={h.photos} onChange={(photos) => set({ photos })} />
        <Grade h={h} known={known} set={set} />
        <People h={h} set={set} place={place} />
        {wrong.map((w) => (
          <p key={w} className="field-error" role="alert">
            {t(`hazard.wrong.${w}`)}
          </p>
        ))}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" disabled={h.title.trim() === '' || wrong.length > 0}>
            {t('inspect.keepHazard')}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}

type Fault = 'same' | 'officers' | 'officer'

/** What the server would refuse, said while it can still be mended on the spot. */
function faults(h: DraftHazard): Fault[] {
  const found: Fault[] = []
  if (!h.spot && h.reinspector !== '' && h.reinspector === h.responsible) found.push('same')
  if (h.level === 'major') {
    if (new Set(h.officers.filter(Boolean)).size !== 2) found.push('officers')
    else if (h.responsible !== '' && h.officers.includes(h.responsible)) found.push('officer')
  }
  return found
}

interface GradeProps {
  h: DraftHazard
  known: boolean
  set: (part: Partial<DraftHazard>) => void
}

function Grade({ h, known, set }: GradeProps) {
  const { t } = useTranslation()
  return (
    <>
      <fieldset className="plain-set">
        <legend>{t('hazard.level')}</legend>
        <Radio.Group
          value={h.level}
          disabled={known}
          onChange={(e) => set({ level: e.target.value, ...(e.target.value === 'major' ? { spot: false } : {}) })}
          options={(['general', 'major'] as const).map((value) => ({ value, label: t(`hazardLevel.${value}`) }))}
        />
        <p className="hint">{t(`hazard.levelHint.${h.level}`)}</p>
      </fieldset>
      {h.level === 'general' ? (
        <fieldset className="plain-set">
          <legend>{t('hazard.how')}</legend>
          <Radio.Group
            value={h.spot}
            disabled={known}
            onChange={(e) => set({ spot: e.target.value })}
            options={[
              { value: false, label: t('hazard.timed') },
              { value: true, label: t('hazard.spot') },
            ]}
          />
        </fieldset>
      ) : null}
    </>
  )
}

function People({ h, set, place }: { h: DraftHazard; set: GradeProps['set']; place: Noun['Place'] | undefined }) {
  const { t } = useTranslation()
  const names = useNames()
  const officer = (i: number, ref: string) =>
    set({ officers: [0, 1].map((n) => (n === i ? ref : (h.officers[n] ?? ''))) })
  const usual = place?.responsible
    ? names.full(place.responsible)
    : t('hazard.headOf', { unit: names.unit(place?.unit_id) })
  return (
    <>
      <Field label={t('hazard.responsible')} hint={t('hazard.responsibleHint', { who: usual })} optional>
        <PickRef
          value={h.responsible}
          onChange={(responsible) => set({ responsible })}
          people={t('form.people')}
          placeholder={usual}
        />
      </Field>
      {h.spot ? null : (
        <Field label={t('hazard.reinspector')} hint={t('hazard.reinspectorHint')} optional>
          <PickRef
            value={h.reinspector}
            onChange={(reinspector) => set({ reinspector })}
            people={t('form.people')}
            placeholder={t('hazard.reinspectorUsual')}
          />
        </Field>
      )}
      {h.level === 'major'
        ? [0, 1].map((i) => (
            <Field
              key={i}
              label={t('hazard.officer', { n: i + 1 })}
              hint={i === 1 ? t('hazard.officerHint') : undefined}
            >
              <PickRef value={h.officers[i] ?? ''} onChange={(ref) => officer(i, ref)} people={t('form.people')} />
            </Field>
          ))
        : null}
    </>
  )
}
