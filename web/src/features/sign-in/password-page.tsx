import { useTranslation } from 'react-i18next'
import { PasswordForm } from '@/ui/password-form'
import { useTell } from '@/ui/tell'
import { Cleared } from './cleared'
import { Door } from './door'

/** A one-time password must be changed before anything else. */
export function PasswordPage() {
  const { t } = useTranslation()
  const { message } = useTell()
  return (
    <Door title={t('signIn.password_title')} lead={t('signIn.password_once')}>
      <Cleared holds={(me) => me.must_change_password}>
        {(passed) => (
          <PasswordForm
            onDone={() => {
              void message.success(t('signIn.password_done'))
              void passed()
            }}
          />
        )}
      </Cleared>
    </Door>
  )
}
