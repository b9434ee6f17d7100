import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { useSession } from '@/work/session'
import { Field, fieldError } from './field'
import { ProblemView } from './states'

/** Changes one's own password: in front of everything when it must be changed, and in one's account. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const rule = useSession().data?.password_rule
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const change = useMutation({
    mutationFn: () => answer(api.PUT('/api/v1/me/password', { body: { old, new: next } })),
    onSuccess: () => {
      setOld('')
      setNext('')
      setAgain('')
      onDone()
    },
  })
  const differ = again !== '' && next !== again
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <ProblemView error={change.error} onRetry={() => change.mutate()} retrying={change.isPending} />
      <Field label={t('signIn.password_old')} error={fieldError(change.error, '/old')}>
        <Input.Password autoComplete="current-password" value={old} onChange={(e) => setOld(e.target.value)} />
      </Field>
      <Field
        label={t('signIn.password_new')}
        hint={rule && t('signIn.password_rule', { ...rule })}
        error={fieldError(change.error, '/new')}
      >
        <Input.Password autoComplete="new-password" value={next} onChange={(e) => setNext(e.target.value)} />
      </Field>
      <Field label={t('signIn.password_again')} error={differ ? t('signIn.password_differ') : undefined}>
        <Input.Password autoComplete="new-password" value={again} onChange={(e) => setAgain(e.target.value)} />
      </Field>
      <p className="hint">{t('signIn.password_ends')}</p>
      <Button
        type="primary"
        htmlType="submit"
        loading={change.isPending}
        disabled={old === '' || next === '' || next !== again}
      >
        {t('signIn.password_submit')}
      </Button>
    </form>
  )
}
