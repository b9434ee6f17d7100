import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { keys } from '@/api/keys'
import { PasswordForm } from '@/ui/password-form'
import { Door } from './door'

/** A one-time password must be changed before anything else. */
export function PasswordPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const done = async () => {
    await client.invalidateQueries({ queryKey: keys.me() })
    await client.refetchQueries({ queryKey: keys.me(), exact: true })
    void navigate({ to: '/', replace: true })
  }
  return (
    <Door title={t('signIn.password_title')} lead={t('signIn.password_once')}>
      <PasswordForm onDone={done} />
    </Door>
  )
}
