import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/words'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { useNames } from './office'
import { useMe } from './session'
import { dayOf } from './time'
import { useTyped } from './typed'

/** Names a deputy from one day to another, for oneself or, by the system administrator, for somebody else. */
export function DeputyForm({ mine, onClose }: { mine: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const me = useMe()
  const form = useTyped(mine ? 'deputy/mine' : 'deputy', {
    from: me.user.id,
    to: '',
    first: dayOf(Date.now()),
    last: '',
    kinds: [] as string[],
    reason: '',
  })
  const { from, to, first, last, kinds, reason } = form.value
  const save = useCommand<Noun['DelegationInput'], Noun['Delegation']>({
    send: (body, key) =>
      answer(api.POST('/api/v1/delegations', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.delegations(), keys.me()],
    done: onClose,
    form,
  })
  const people = names.directory.people
    .filter((p) => p.status === 'active')
    .map((p) => ({ value: p.id, label: p.id === me.user.id ? `${p.name} (${t('admin.delegations.mine')})` : p.name }))
  return (
    <FormModal
      title={t('admin.delegations.add')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      disabled={!to || !first || !last || !reason.trim()}
      onOk={() =>
        save.mutate({
          ...(from === me.user.id ? {} : { from_user: from }),
          to_user: to,
          from: first,
          to: last,
          kinds,
          reason: reason.trim(),
        })
      }
      onClose={onClose}
    >
      {mine ? null : (
        <Field label={t('admin.delegations.from')} error={fieldError(save.error, '/from_user')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={from}
            onChange={(v) => form.set({ from: v })}
            options={people}
          />
        </Field>
      )}
      <Field label={t('admin.delegations.to')} error={fieldError(save.error, '/to_user')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={to || undefined}
          onChange={(v) => form.set({ to: v })}
          options={people.filter((p) => p.value !== from)}
        />
      </Field>
      <Field label={t('admin.delegations.firstDay')} error={fieldError(save.error, '/from')}>
        <DayInput value={first} onChange={(v) => form.set({ first: v })} />
      </Field>
      <Field label={t('admin.delegations.lastDay')} error={fieldError(save.error, '/to')}>
        <DayInput value={last} onChange={(v) => form.set({ last: v })} min={first} />
      </Field>
      <Field label={t('admin.delegations.kinds')} optional error={fieldError(save.error, '/kinds')}>
        <Select
          mode="multiple"
          placeholder={t('admin.delegations.allKinds')}
          value={kinds}
          onChange={(v) => form.set({ kinds: v })}
          options={Object.keys(zh.goalKind).map((k) => ({ value: k, label: t(`goalKind.${k as 'general'}`) }))}
        />
      </Field>
      <Field label={t('admin.delegations.reason')} error={fieldError(save.error, '/reason')}>
        <Input.TextArea
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
