import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BindSecondFactor } from '@/work/second-factor'
import { Door } from './door'

/** Whose role needs a second factor sets it up before anything else. */
export function SecondFactorPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Door title={t('factor.mustTitle')} lead={t('factor.mustLead')}>
      <BindSecondFactor onDone={() => void navigate({ to: '/', replace: true })} />
    </Door>
  )
}
