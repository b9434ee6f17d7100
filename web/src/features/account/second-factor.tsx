import { Button, Input, Modal } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { Panel } from '@/ui/page'
import { Bones } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useMe } from '@/work/session'

const Bind = lazy(async () => ({ default: (await import('@/work/second-factor')).BindSecondFactor }))

/** Whether signing in asks for a code, and how to change that. */
export function SecondFactor() {
  const { t } = useTranslation()
  const { message } = useTell()
  const me = useMe()
  const [binding, setBinding] = useState(false)
  const [dropping, setDropping] = useState(false)
  const on = me.user.second_factor === true
  return (
    <Panel title={t('factor.title')}>
      <div className="stack">
        <p>{t(on ? 'factor.on' : 'factor.off')}</p>
        {on ? <p className="hint">{t('factor.lost')}</p> : null}
        <div>
          {on ? (
            <Button danger onClick={() => setDropping(true)}>
              {t('factor.drop')}
            </Button>
          ) : (
            <Button type="primary" onClick={() => setBinding(true)}>
              {t('factor.bind')}
            </Button>
          )}
        </div>
      </div>
      <Modal
        open={binding}
        title={t('factor.bind')}
        onCancel={() => setBinding(false)}
        footer={null}
        mask={{ closable: false }}
        destroyOnHidden
      >
        <Suspense fallback={<Bones lines={4} />}>
          <Bind
            onDone={() => {
              setBinding(false)
              void message.success(t('factor.done'))
            }}
          />
        </Suspense>
      </Modal>
      {dropping ? <Drop onClose={() => setDropping(false)} /> : null}
    </Panel>
  )
}

function Drop({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const [password, setPassword] = useState('')
  const drop = useCommand<string, unknown>({
    send: (given) => answer(api.POST('/api/v1/me/second-factor/off', { body: { password: given } })),
    invalidates: [keys.me()],
    done: () => {
      void message.success(t('factor.dropped'))
      onClose()
    },
  })
  return (
    <FormModal
      title={t('factor.dropTitle')}
      ok={t('factor.drop')}
      sending={drop.isPending}
      error={drop.error}
      asks={password !== ''}
      disabled={password === ''}
      onOk={() => drop.mutate(password)}
      onClose={onClose}
    >
      <Field label={t('signIn.password_old')} error={fieldError(drop.error, '/password')}>
        <Input.Password
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </Field>
    </FormModal>
  )
}
