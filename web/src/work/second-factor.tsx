import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, QRCode } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { CodeField } from '@/ui/code-field'
import { useCopy } from '@/ui/copy'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import './second-factor.css'

interface Secret {
  secret: string
  address: string
}

/** Binds an authenticator app: the password first, then the code to scan, then one code as proof. */
export function BindSecondFactor({ onDone }: { onDone: () => void }) {
  const [secret, setSecret] = useState<Secret | null>(null)
  return secret ? <Scan secret={secret} onDone={onDone} /> : <Prove onMade={setSecret} />
}

function Prove({ onMade }: { onMade: (secret: Secret) => void }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const start = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/me/second-factor', { body: { password } })),
    onSuccess: onMade,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="hint">{t('factor.why')}</p>
      <Field label={t('signIn.password_old')} error={fieldError(start.error, '/password')}>
        <Input.Password
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.target.value)}
        />
      </Field>
      <ProblemView error={start.error} onRetry={() => start.mutate()} retrying={start.isPending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={start.isPending} disabled={password === ''}>
          {t('factor.start')}
        </Button>
      </div>
    </form>
  )
}

function Scan({ secret, onDone }: { secret: Secret; onDone: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const copy = useCopy()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/me/second-factor/confirm', { body: { code } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.me() })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <ol className="factor-steps">
        <li>{t('factor.scan')}</li>
        <li>{t('factor.type')}</li>
      </ol>
      <div className="factor-code">
        <QRCode type="svg" value={secret.address} size={188} bordered={false} aria-label={t('factor.qr')} />
        <div>
          <p className="soft">{t('factor.byHand')}</p>
          <div className="row">
            <code className="factor-secret">{secret.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
            <Button size="small" onClick={() => void copy(secret.secret)} aria-label={t('factor.copy')}>
              {t('do.copy')}
            </Button>
          </div>
        </div>
      </div>
      <CodeField value={code} onChange={setCode} error={fieldError(confirm.error, '/code')} />
      <ProblemView error={confirm.error} onRetry={() => confirm.mutate()} retrying={confirm.isPending} />
      <p className="hint">{t('factor.ends')}</p>
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={confirm.isPending} disabled={code.length !== 6}>
          {t('factor.confirm')}
        </Button>
      </div>
    </form>
  )
}
