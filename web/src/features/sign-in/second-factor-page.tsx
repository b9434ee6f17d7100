import { useTranslation } from 'react-i18next'
import { BindSecondFactor } from '@/work/second-factor'
import { Cleared } from './cleared'
import { Door } from './door'

/** Whose role needs a second factor sets it up before anything else. */
export function SecondFactorPage() {
  const { t } = useTranslation()
  return (
    <Door title={t('factor.mustTitle')} lead={t('factor.mustLead')}>
      <Cleared holds={(me) => me.must_enrol === true}>
        {(passed) => <BindSecondFactor onDone={() => void passed()} />}
      </Cleared>
    </Door>
  )
}
