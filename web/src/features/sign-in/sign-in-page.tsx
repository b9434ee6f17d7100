import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { type Locale, speak } from '@/i18n'
import { Field } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { Door } from './door'

/** Only a path of this page: never an address that somebody put into a link. */
export function safeBack(back: string | undefined): string {
  return back && /^\/(?![/\\])/.test(back) ? back : '/'
}

export function SignInPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { back, why } = useSearch({ strict: false })
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/session', { body: { username: username.trim(), password } })),
    onSuccess: (me) => {
      client.clear()
      client.setQueryData(keys.me(), me)
      speak(me.user.locale as Locale)
      void navigate({ to: me.must_change_password ? '/password' : safeBack(back), replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <Door title={t('app.name')} lead={t('app.tagline')} foot={t('signIn.forgot')}>
      <form className="form" onSubmit={submit}>
        {why === 'idle' && !signIn.error ? <p className="notice-bar">{t('idle.ended')}</p> : null}
        <ProblemView error={signIn.error} onRetry={() => signIn.mutate()} retrying={signIn.isPending} />
        <Field label={t('signIn.username')}>
          <Input
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            value={username}
            onChange={(e) => setUsername(e.target.value)}
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
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={signIn.isPending}
          disabled={username.trim() === '' || password === ''}
        >
          {t('signIn.submit')}
        </Button>
      </form>
    </Door>
  )
}
