import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/page'
import { Delegations } from '@/work/delegations'

export function DelegationsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('admin.delegations.title')} lead={t('admin.delegations.lead')}>
      <Delegations mine={false} />
    </Page>
  )
}
