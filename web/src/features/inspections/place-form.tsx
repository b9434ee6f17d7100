import { Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { useNames } from '@/work/office'
import { PickRef } from '@/work/pick-ref'
import { useTyped } from '@/work/typed'
import { placeKinds } from './kinds'

interface Props {
  place?: Noun['Place']
  onClose: () => void
  onSaved?: (place: Noun['Place']) => void
}

/** Enters a place in the register, or changes it. */
export function PlaceForm({ place, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const form = useTyped<Noun['PlaceInput']>(
    `place/${place?.id ?? 'new'}`,
    place ?? { code: '', name: '', kind: 'factory', unit_id: '', active: true },
  )
  const { value: p, set } = form
  const save = useCommand<Noun['PlaceInput'], Noun['Place']>({
    send: ({ code, name, kind, unit_id, address, person, phone, responsible, active }, key) => {
      const body = { code, name, kind, unit_id, address, person, phone, responsible: responsible || undefined, active }
      return place
        ? answer(api.PUT('/api/v1/places/{id}', { params: { path: { id: place.id } }, body }))
        : answer(api.POST('/api/v1/places', { params: { header: { 'Idempotency-Key': key } }, body }))
    },
    invalidates: [['places']],
    form,
    done: (saved) => {
      onSaved?.(saved)
      onClose()
    },
  })
  const wrong = (name: string) => fieldError(save.error, `/${name}`)
  return (
    <FormModal
      title={t(place ? 'place.edit' : 'place.add')}
      disabled={!p.code.trim() || !p.name.trim() || !p.unit_id}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      onOk={() => save.mutate(p)}
      onClose={onClose}
    >
      <Field label={t('place.name')} error={wrong('name')}>
        <Input maxLength={200} value={p.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      <Field label={t('place.code')} hint={t('place.codeHint')} error={wrong('code')}>
        <Input maxLength={40} value={p.code} onChange={(e) => set({ code: e.target.value })} />
      </Field>
      <Field label={t('place.kind')} error={wrong('kind')}>
        <Select
          value={p.kind}
          onChange={(kind) => set({ kind })}
          options={placeKinds.map((value) => ({ value, label: t(`placeKind.${value}`) }))}
        />
      </Field>
      <Field label={t('place.unit')} error={wrong('unit_id')}>
        <Select
          value={p.unit_id || undefined}
          placeholder={t('do.choose')}
          onChange={(unit_id) => set({ unit_id })}
          options={names.directory.units.map((u) => ({ value: u.id, label: u.name }))}
        />
      </Field>
      <Field label={t('place.address')} optional error={wrong('address')}>
        <Input maxLength={200} value={p.address ?? ''} onChange={(e) => set({ address: e.target.value })} />
      </Field>
      <Field label={t('place.person')} optional error={wrong('person')}>
        <Input maxLength={100} value={p.person ?? ''} onChange={(e) => set({ person: e.target.value })} />
      </Field>
      <Field label={t('place.phone')} optional error={wrong('phone')}>
        <Input type="tel" maxLength={40} value={p.phone ?? ''} onChange={(e) => set({ phone: e.target.value })} />
      </Field>
      <Field label={t('place.responsible')} hint={t('place.responsibleHint')} optional error={wrong('responsible')}>
        <PickRef
          value={p.responsible ?? ''}
          onChange={(responsible) => set({ responsible })}
          people={t('form.people')}
        />
      </Field>
      {place ? (
        <Checkbox checked={p.active} onChange={(e) => set({ active: e.target.checked })}>
          {t('place.active')}
        </Checkbox>
      ) : null}
    </FormModal>
  )
}
