import { useQueryClient } from '@tanstack/react-query'
import { Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/words'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { useTell } from '@/ui/tell'
import { useNames } from '@/work/office'
import { useTyped } from '@/work/typed'
import { saysUse } from './unit-ending'

interface Props {
  unit: Noun['Unit'] | undefined // none: a new one
  units: Noun['Unit'][]
  onClose: () => void
  onDone: (unit: Noun['Unit']) => void
}

export function UnitForm({ unit, units, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const form = useTyped<Noun['UnitInput']>(`unit/${unit?.id ?? 'new'}`, {
    code: unit?.code ?? '',
    name: unit?.name ?? '',
    kind: unit?.kind ?? 'office',
    parent_id: unit?.parent_id ?? '',
    sort: unit?.sort ?? 0,
    active: unit?.active ?? true,
  })
  const { value, set } = form
  const save = useCommand<Noun['UnitInput'], Noun['Unit']>({
    send: (what, key) => {
      const body = { ...what, parent_id: what.parent_id || undefined }
      return unit
        ? answer(api.PUT('/api/v1/units/{id}', { params: { path: { id: unit.id } }, body }))
        : answer(api.POST('/api/v1/units', { params: { header: { 'Idempotency-Key': key } }, body }))
    },
    invalidates: [keys.units(), keys.directory()],
    form,
    done: (saved) => {
      onDone(saved)
      onClose()
    },
  })
  const client = useQueryClient()
  const names = useNames()
  const { modal } = useTell()
  // A unit that is taken out of use leaves behind what hangs on it: that is said and asked first.
  const send = async () => {
    if (unit?.active && !value.active) {
      const path = { params: { path: { id: unit.id } } }
      const use = await client
        .fetchQuery({
          queryKey: [...keys.units(), unit.id, 'use'],
          queryFn: () => answer(api.GET('/api/v1/units/{id}/use', path)),
        })
        .catch(() => undefined) // not known: then it is asked without
      const left = use ? saysUse(use, names, t) : []
      const sure = await modal.confirm({
        title: t('admin.units.deactivateAsk', { name: unit.name }),
        content: left.length > 0 ? <UseList left={left} /> : t('admin.units.useNothing'),
        okText: t('admin.units.deactivate'),
        okButtonProps: { danger: true },
      })
      if (!sure) return
    }
    save.mutate(value)
  }
  return (
    <FormModal
      title={t(unit ? 'admin.units.edit' : 'admin.units.add')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      disabled={!value.code.trim() || !value.name.trim()}
      onOk={() => void send()}
      onClose={onClose}
    >
      <Field label={t('admin.units.name')} error={fieldError(save.error, '/name')}>
        <Input maxLength={120} value={value.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      <Field label={t('admin.units.code')} error={fieldError(save.error, '/code')}>
        <Input maxLength={64} value={value.code} onChange={(e) => set({ code: e.target.value })} />
      </Field>
      <Field label={t('admin.units.kind')}>
        <Select
          value={value.kind}
          onChange={(kind) => set({ kind })}
          options={Object.keys(zh.unitKind).map((k) => ({
            value: k as Noun['UnitKind'],
            label: t(`unitKind.${k as 'office'}`),
          }))}
        />
      </Field>
      <Field label={t('admin.units.parent')} optional error={fieldError(save.error, '/parent_id')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={value.parent_id || undefined}
          onChange={(parent_id) => set({ parent_id: parent_id ?? '' })}
          options={units.filter((u) => u.id !== unit?.id).map((u) => ({ value: u.id, label: u.name }))}
        />
      </Field>
      <Field label={t('admin.units.sort')}>
        <InputNumber value={value.sort} onChange={(n) => set({ sort: n ?? 0 })} />
      </Field>
      <Field label={t('admin.units.active')}>
        <Switch checked={value.active} onChange={(active) => set({ active })} />
      </Field>
    </FormModal>
  )
}

function UseList({ left }: { left: string[] }) {
  const { t } = useTranslation()
  return (
    <div className="stack">
      <ul>
        {left.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{t('admin.units.useHint')}</p>
    </div>
  )
}
