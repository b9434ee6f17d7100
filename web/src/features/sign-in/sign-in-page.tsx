import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Problem } from '@/api/problem'
import { type Locale, speak } from '@/i18n'
import { CodeField } from '@/ui/code-field'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { safeBack } from './back'
import { Door } from './door'

export function SignInPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { back, why } = useSearch({ strict: false })
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState(false) // the password fitted, and a code is wanted
  const signIn = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/session', { body: { username: username.trim(), password, ...(code ? { code } : {}) } })),
    onError: (error) => {
      if (error instanceof Problem && error.code === 'second-factor') setAsked(true)
    },
    onSuccess: (me) => {
      client.clear()
      client.setQueryData(keys.me(), me)
      void speak(me.user.locale as Locale)
      void (me.must_change_password
        ? navigate({ to: '/password', search: { back }, replace: true })
        : navigate({ to: safeBack(back), replace: true }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <Door title={t('app.name')} lead={t('app.tagline')} foot={t('signIn.forgot')}>
      <form className="form" onSubmit={submit}>
        {(why === 'idle' || why === 'expired') && !signIn.error ? (
          <p className="notice-bar">{t(why === 'idle' ? 'idle.ended' : 'idle.expired')}</p>
        ) : null}
        {asked && (signIn.error as Problem | null)?.code === 'second-factor' ? (
          <p className="notice-bar">{signIn.error?.message}</p>
        ) : (
          <ProblemView error={signIn.error} onRetry={() => signIn.mutate()} retrying={signIn.isPending} />
        )}
        <Field label={t('signIn.username')}>
          <Input
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            value={username}
            onChange={(e) => {
              setUsername(e.target.value)
              setAsked(false)
              setCode('')
            }}
          />
        </Field>
        <Field label={t('signIn.password')}>
          <Input.Password
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
        </Field>
        {asked ? <CodeField value={code} onChange={setCode} error={fieldError(signIn.error, '/code')} focus /> : null}
        {asked ? <p className="hint">{t('factor.lost')}</p> : null}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={signIn.isPending}
          disabled={username.trim() === '' || password === '' || (asked && code.length !== 6)}
        >
          {t('signIn.submit')}
        </Button>
      </form>
    </Door>
  )
}
