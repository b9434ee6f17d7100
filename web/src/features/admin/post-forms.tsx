import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/words'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { dayOf, sayDay } from '@/work/time'
import { useTyped } from '@/work/typed'

type Post = Noun['Post']
type Holder = Noun['Holder']

export const office = [keys.posts(), ['office', 'holders'] as const, keys.directory(), keys.me()]

interface PostFormProps {
  unit: Noun['Unit']
  units: Noun['Unit'][]
  post?: Post
  onClose: () => void
}

/** Makes a post, or changes it. */
export function PostForm({ unit, units, post, onClose }: PostFormProps) {
  const { t } = useTranslation()
  const form = useTyped<Noun['PostInput']>(`post/${post?.id ?? `new/${unit.id}`}`, {
    code: post?.code ?? '',
    unit_id: post?.unit_id ?? unit.id,
    name: post?.name ?? '',
    grade: post?.grade ?? 'member',
    in_charge: post?.in_charge ?? [],
    sort: post?.sort ?? 0,
    active: post?.active ?? true,
  })
  const { value, set } = form
  const save = useCommand<Noun['PostInput'], Post>({
    send: (body, key) =>
      post
        ? answer(api.PUT('/api/v1/posts/{id}', { params: { path: { id: post.id } }, body }))
        : answer(api.POST('/api/v1/posts', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: office,
    done: onClose,
    form,
  })
  return (
    <FormModal
      title={t(post ? 'admin.units.editPost' : 'admin.units.addPost')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      disabled={!value.code.trim() || !value.name.trim()}
      onOk={() => save.mutate(value)}
      onClose={onClose}
    >
      <Field label={t('admin.units.name')} error={fieldError(save.error, '/name')}>
        <Input maxLength={120} value={value.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      <Field label={t('admin.units.code')} error={fieldError(save.error, '/code')}>
        <Input maxLength={64} value={value.code} onChange={(e) => set({ code: e.target.value })} />
      </Field>
      <Field label={t('admin.units.grade')} error={fieldError(save.error, '/grade')}>
        <Select
          value={value.grade}
          onChange={(grade) => set({ grade })}
          options={Object.keys(zh.grade).map((g) => ({ value: g as Noun['Grade'], label: t(`grade.${g as 'head'}`) }))}
        />
      </Field>
      {value.grade === 'leader' || value.grade === 'principal' ? (
        <Field label={t('admin.units.inCharge')} optional error={fieldError(save.error, '/in_charge')}>
          <Select
            mode="multiple"
            value={value.in_charge}
            onChange={(in_charge) => set({ in_charge })}
            options={units.map((u) => ({ value: u.id, label: u.name }))}
          />
        </Field>
      ) : null}
    </FormModal>
  )
}

/** Sets the last day of an appointment. */
export function EndForm({ holder, onClose }: { holder: Holder; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useTyped(`end/${holder.id}`, { to: holder.to || dayOf(Date.now()) })
  const { to } = form.value
  const save = useCommand<string, Holder>({
    send: (day) =>
      answer(api.POST('/api/v1/holders/{id}/end', { params: { path: { id: holder.id } }, body: { to: day } })),
    invalidates: [...office, keys.work()],
    done: onClose,
    form,
  })
  return (
    <FormModal
      title={t('admin.units.end')}
      ok={t('admin.units.end')}
      sending={save.isPending}
      error={save.error}
      disabled={!to}
      onOk={() => save.mutate(to)}
      onClose={onClose}
    >
      {holder.to ? <p className="hint">{t('admin.units.endAnew', { day: sayDay(holder.to) })}</p> : null}
      <p className="hint">{t('admin.units.endMistake')}</p>
      <Field label={t('admin.units.endTitle')} error={fieldError(save.error, '/to')}>
        <DayInput value={to} onChange={(v) => form.set({ to: v })} min={holder.from} />
      </Field>
    </FormModal>
  )
}
