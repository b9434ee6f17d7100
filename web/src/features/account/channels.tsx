import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useMe } from '@/work/session'
import { dayOf, sayDay } from '@/work/time'
import { useTyped } from '@/work/typed'
import './account.css'

type Kind = Noun['ChannelInput']['kind']
const kinds: Kind[] = ['mail', 'wecom', 'dingtalk', 'feishu', 'webhook']

/** Where else I am told: by mail, by a bot of my group, or a webhook. */
export function Channels() {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState('')
  const channels = useQuery({ queryKey: keys.channels(), queryFn: () => answer(api.GET('/api/v1/me/channels')) })
  const remove = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/me/channels/{id}', { params: { path: { id } } })),
    invalidates: [keys.channels()],
  })
  return (
    <Panel
      title={t('account.channels.title')}
      bare
      extra={
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('account.channels.add')}
        </Button>
      }
    >
      <ProblemView error={remove.error} />
      <Loaded query={channels} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('account.channels.empty')} hint={t('account.channels.emptyHint')} />
          ) : (
            <ul className="account-list">
              {items.map((c) => (
                <li key={c.id}>
                  <div>
                    <strong>{t(`account.channels.kind.${c.kind as Kind}`)}</strong>{' '}
                    {c.active ? null : <span className="tag">{t('account.channels.inactive')}</span>}
                    <p className="soft account-target">{c.target}</p>
                    <p className="soft">{t('account.channels.since', { day: sayDay(dayOf(c.created_at)) })}</p>
                  </div>
                  <Popconfirm
                    title={t('account.channels.removeSure')}
                    onConfirm={() => remove.mutate(c.id)}
                    okText={t('do.remove')}
                  >
                    <Button danger aria-label={`${t('do.remove')} ${c.target}`}>
                      {t('do.remove')}
                    </Button>
                  </Popconfirm>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding ? (
        <ChannelForm
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false)
            setSecret(made.secret ?? '')
          }}
        />
      ) : null}
      <Modal
        open={secret !== ''}
        title={t('account.channels.secretOnce')}
        onCancel={() => setSecret('')}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={() => setSecret('')}>
            {t('do.close')}
          </Button>
        }
      >
        <p className="account-secret">{secret}</p>
        <p className="hint">{t('account.channels.secretHint')}</p>
      </Modal>
    </Panel>
  )
}

function ChannelForm({ onClose, onMade }: { onClose: () => void; onMade: (made: Noun['NewChannel']) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const form = useTyped('channel', { kind: 'mail' as Kind, target: me.user.email ?? '' })
  const { kind, target } = form.value
  const [secret, setSecret] = useState('') // never kept on the device
  const save = useCommand<Noun['ChannelInput'], Noun['NewChannel']>({
    send: (body, key) =>
      answer(api.POST('/api/v1/me/channels', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.channels()],
    done: (made) => {
      form.sent()
      onMade(made)
    },
  })
  const signs = kind === 'dingtalk' || kind === 'feishu'
  return (
    <FormModal
      title={t('account.channels.add')}
      sending={save.isPending}
      error={save.error}
      kept={form.kept}
      asks={signs && secret !== ''}
      disabled={target.trim() === ''}
      onOk={() =>
        save.mutate({ kind, target: target.trim(), ...(signs && secret.trim() ? { secret: secret.trim() } : {}) })
      }
      onClose={onClose}
    >
      <Field label={t('account.channels.by')} error={fieldError(save.error, '/kind')}>
        <Select
          value={kind}
          onChange={(k) => form.set({ kind: k, target: k === 'mail' ? (me.user.email ?? '') : '' })}
          options={kinds.map((k) => ({ value: k, label: t(`account.channels.kind.${k}`) }))}
        />
      </Field>
      <Field
        label={t(kind === 'mail' ? 'account.email' : 'account.channels.address')}
        hint={t(`account.channels.hint.${kind}`)}
        error={fieldError(save.error, '/target')}
      >
        <Input
          maxLength={500}
          inputMode={kind === 'mail' ? 'email' : 'url'}
          autoComplete="off"
          value={target}
          onChange={(e) => form.set({ target: e.target.value })}
        />
      </Field>
      {signs ? (
        <Field label={t('account.channels.secret')} optional error={fieldError(save.error, '/secret')}>
          <Input.Password autoComplete="off" value={secret} onChange={(e) => setSecret(e.target.value)} />
        </Field>
      ) : null}
    </FormModal>
  )
}
