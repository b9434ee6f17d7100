import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
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

type User = Noun['User']

const invalidates = [['office', 'users'] as const, keys.directory()]

interface UserProps {
  user: User | undefined // none: a new account
  onClose: () => void
  onOnce: (once: Noun['OneTime']) => void
}

export function UserForm({ user, onClose, onOnce }: UserProps) {
  const { t } = useTranslation()
  const names = useNames()
  const form = useTyped<Noun['UserInput'] & { username: string }>(`user/${user?.id ?? 'new'}`, {
    username: '',
    name: user?.name ?? '',
    unit_id: user?.unit_id ?? '',
    staff_type: user?.staff_type ?? 'civil-servant',
    phone: user?.phone ?? '',
    email: user?.email ?? '',
    locale: (user?.locale as Noun['Locale']) ?? 'zh-CN',
  })
  const { set } = form
  const { username, ...value } = form.value
  const save = useCommand<{ username: string; value: Noun['UserInput'] }, User | Noun['OneTime']>({
    send: (what, key) => {
      const body = { ...what.value, unit_id: what.value.unit_id || undefined }
      return user
        ? answer(api.PUT('/api/v1/users/{id}', { params: { path: { id: user.id } }, body }))
        : answer(
            api.POST('/api/v1/users', {
              params: { header: { 'Idempotency-Key': key } },
              body: { ...body, username: what.username },
            }),
          )
    },
    invalidates,
    form,
    done: (saved) => ('password' in saved ? onOnce(saved) : onClose()),
  })
  return (
    <FormModal
      title={t(user ? 'admin.users.edit' : 'admin.users.add')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      disabled={!value.name.trim() || (!user && username.trim().length < 2)}
      onOk={() => save.mutate({ username: username.trim(), value })}
      onClose={onClose}
    >
      <Field label={t('admin.users.name')} error={fieldError(save.error, '/name')}>
        <Input maxLength={64} value={value.name} onChange={(e) => set({ name: e.target.value })} />
      </Field>
      {user ? null : (
        <Field
          label={t('admin.users.username')}
          hint={t('admin.users.usernameHint')}
          error={fieldError(save.error, '/username')}
        >
          <Input
            maxLength={64}
            autoComplete="off"
            value={username}
            onChange={(e) => set({ username: e.target.value })}
          />
        </Field>
      )}
      <Field label={t('admin.users.unit')} optional error={fieldError(save.error, '/unit_id')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={value.unit_id || undefined}
          onChange={(unit_id) => set({ unit_id: unit_id ?? '' })}
          options={names.directory.units.map((u) => ({ value: u.id, label: u.name }))}
        />
      </Field>
      <Field label={t('admin.users.staff')}>
        <Select
          value={value.staff_type}
          onChange={(staff_type) => set({ staff_type })}
          options={Object.keys(zh.staffType).map((s) => ({
            value: s as Noun['StaffType'],
            label: t(`staffType.${s as 'other'}`),
          }))}
        />
      </Field>
      <Field label={t('admin.users.phone')} optional error={fieldError(save.error, '/phone')}>
        <Input maxLength={32} inputMode="tel" value={value.phone} onChange={(e) => set({ phone: e.target.value })} />
      </Field>
      <Field label={t('admin.users.email')} optional error={fieldError(save.error, '/email')}>
        <Input maxLength={254} inputMode="email" value={value.email} onChange={(e) => set({ email: e.target.value })} />
      </Field>
    </FormModal>
  )
}

export function RolesForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation()
  const [roles, setRoles] = useState<Noun['Role'][]>(user.roles ?? [])
  const save = useCommand<Noun['Role'][], User>({
    send: (given) =>
      answer(api.PUT('/api/v1/users/{id}/roles', { params: { path: { id: user.id } }, body: { roles: given } })),
    invalidates,
    done: onClose,
  })
  return (
    <FormModal
      title={`${t('admin.users.setRoles')} · ${user.name}`}
      sending={save.isPending}
      error={save.error}
      onOk={() => save.mutate(roles)}
      onClose={onClose}
    >
      <p className="hint">{t('admin.users.rolesHint')}</p>
      <Checkbox.Group
        className="stack"
        value={roles}
        onChange={(given) => setRoles(given as Noun['Role'][])}
        options={Object.keys(zh.role).map((r) => ({ value: r, label: t(`role.${r as 'cadre'}`) }))}
      />
    </FormModal>
  )
}

/** A password that is shown once. */
export function OnceModal({ once, onClose }: { once: Noun['OneTime']; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(once.password)
      void message.success(t('do.copied'))
    } catch {
      // Browsers allow copying only on https: it can still be read.
    }
  }
  return (
    <Modal
      open
      title={`${t('admin.users.once')} · ${once.user.name}`}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={[
        <Button key="copy" onClick={copy}>
          {t('do.copy')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('do.close')}
        </Button>,
      ]}
    >
      <div className="stack">
        <p className="once">{once.password}</p>
        <p className="hint">{t('admin.users.onceHint')}</p>
      </div>
    </Modal>
  )
}
