import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { NumberField } from '@/ui/number-field'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { rolesOf, useMe } from '@/work/session'
import { dayOf, sayDay } from '@/work/time'
import { useTyped } from '@/work/typed'
import './account.css'

/** Tokens with which other programs act as me. */
export function Tokens() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState('')
  const tokens = useQuery({ queryKey: keys.tokens(), queryFn: () => answer(api.GET('/api/v1/me/tokens')) })
  const revoke = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/me/tokens/{id}', { params: { path: { id } } })),
    invalidates: [keys.tokens()],
  })
  return (
    <Panel
      title={t('account.tokens')}
      bare
      extra={<Button onClick={() => setAdding(true)}>{t('account.newToken')}</Button>}
    >
      <ProblemView error={revoke.error} />
      <Loaded query={tokens} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('account.noTokens')} hint={t('account.noTokensHint')} />
          ) : (
            <ul className="account-list">
              {items.map((token) => (
                <li key={token.id}>
                  <div>
                    <strong>{token.name}</strong>
                    <p className="soft">
                      {(token.roles ?? []).map((r) => t(`role.${r}`)).join(t('say.comma'))} ·{' '}
                      {t('account.expires', { at: sayDay(dayOf(token.expires_at)) })}
                    </p>
                  </div>
                  {token.revoked_at ? (
                    <span className="tag">{t('account.revoked')}</span>
                  ) : (
                    <Button danger onClick={() => revoke.mutate(token.id)}>
                      {t('account.revoke')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding ? (
        <TokenForm
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false)
            setSecret(made.secret)
          }}
        />
      ) : null}
      <Modal
        open={secret !== ''}
        title={t('account.secret')}
        onCancel={() => setSecret('')}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={() => setSecret('')}>
            {t('do.close')}
          </Button>
        }
      >
        <p className="account-secret">{secret}</p>
      </Modal>
    </Panel>
  )
}

function TokenForm({ onClose, onMade }: { onClose: () => void; onMade: (made: Noun['NewToken']) => void }) {
  const { t } = useTranslation()
  const mine = rolesOf(useMe())
  const form = useTyped('token', { name: '', roles: mine, days: 90 })
  const { name, roles, days } = form.value
  const save = useCommand<Noun['TokenInput'], Noun['NewToken']>({
    send: (body, key) =>
      answer(api.POST('/api/v1/me/tokens', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.tokens()],
    done: onMade,
    form,
  })
  return (
    <FormModal
      title={t('account.newToken')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      disabled={!name.trim() || roles.length === 0}
      onOk={() => save.mutate({ name: name.trim(), roles, days })}
      onClose={onClose}
    >
      <p className="hint">{t('account.tokensHint')}</p>
      <Field label={t('account.tokenName')} error={fieldError(save.error, '/name')}>
        <Input maxLength={120} value={name} onChange={(e) => form.set({ name: e.target.value })} />
      </Field>
      <div className="field">
        <span>{t('account.tokenRoles')}</span>
        <Checkbox.Group
          value={roles}
          onChange={(given) => form.set({ roles: given as Noun['Role'][] })}
          options={mine.map((r) => ({ value: r, label: t(`role.${r}`) }))}
        />
      </div>
      <NumberField
        label={t('account.tokenDays')}
        error={fieldError(save.error, '/days')}
        needed
        min={1}
        max={3650}
        value={days}
        onChange={(n) => form.set({ days: n })}
      />
    </FormModal>
  )
}
