import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/words'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useWord } from '@/ui/word'
import { useNames } from './office'
import { rolesOf, useMe } from './session'
import { type Day, dayOf, sayDay } from './time'
import { useTyped } from './typed'

type Delegation = Noun['Delegation']

/** Where a standing rule is in its life. */
export function stateOf(d: Delegation, today: Day): 'ended' | 'past' | 'coming' | 'running' {
  if (d.ended_at) return 'ended'
  if (d.to < today) return 'past'
  return d.from > today ? 'coming' : 'running'
}

/** Deputies: one's own, or everybody's for those who oversee. */
export function Delegations({ mine }: { mine: boolean }) {
  const { t } = useTranslation()
  const names = useNames()
  const word = useWord()
  const me = useMe()
  const today = dayOf(Date.now())
  const [adding, setAdding] = useState(false)
  const list = useQuery({ queryKey: keys.delegations(), queryFn: () => answer(api.GET('/api/v1/delegations')) })
  const end = useCommand<string, Delegation>({
    send: (id) => answer(api.POST('/api/v1/delegations/{id}/end', { params: { path: { id } } })),
    invalidates: [keys.delegations(), keys.me(), keys.work()],
  })
  const admin = rolesOf(me).includes('system-admin')
  return (
    <Panel
      title={t('admin.delegations.title')}
      bare
      extra={
        mine || admin ? (
          <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('admin.delegations.add')}
          </Button>
        ) : null
      }
    >
      <ProblemView error={end.error} />
      <Loaded query={list} lines={3}>
        {({ items }) => {
          const shown = mine ? items.filter((d) => d.from_user === me.user.id || d.to_user === me.user.id) : items
          if (shown.length === 0) {
            return <Nothing title={t('admin.delegations.empty')} hint={t('admin.delegations.emptyHint')} />
          }
          return (
            <table className="grid grid-cards">
              <thead>
                <tr>
                  <th>{t('admin.delegations.from')}</th>
                  <th>{t('admin.delegations.to')}</th>
                  <th>{t('admin.delegations.days')}</th>
                  <th>{t('admin.delegations.kinds')}</th>
                  <th>{t('admin.delegations.reason')}</th>
                  <th>{t('admin.users.status')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((d) => {
                  const state = stateOf(d, today)
                  const open = state === 'running' || state === 'coming'
                  return (
                    <tr key={d.id}>
                      <td data-name={t('admin.delegations.from')}>{names.person(d.from_user)}</td>
                      <td data-name={t('admin.delegations.to')}>{names.person(d.to_user)}</td>
                      <td data-name={t('admin.delegations.days')} className="nowrap">
                        {sayDay(d.from)} – {sayDay(d.to)}
                      </td>
                      <td data-name={t('admin.delegations.kinds')}>
                        {(d.kinds ?? []).map((k) => word('goalKind', k)).join(t('say.comma')) ||
                          t('admin.delegations.allKinds')}
                      </td>
                      <td data-name={t('admin.delegations.reason')}>{d.reason}</td>
                      <td data-name={t('admin.users.status')}>
                        <span className="row">
                          <span className="tag">{t(`admin.delegations.${state}`)}</span>
                          {open && (admin || d.from_user === me.user.id) ? (
                            <Button size="small" loading={end.isPending} onClick={() => end.mutate(d.id)}>
                              {t('admin.delegations.end')}
                            </Button>
                          ) : null}
                        </span>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )
        }}
      </Loaded>
      {adding ? <DeputyForm mine={mine} onClose={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function DeputyForm({ mine, onClose }: { mine: boolean; onClose: () => void }) {
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
  const save = useCommand<Noun['DelegationInput'], Delegation>({
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
