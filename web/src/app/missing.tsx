import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { Nothing } from '@/ui/states'

/** An address that leads nowhere: within the shell, so that there is a way on. */
export function Missing() {
  const { t } = useTranslation()
  return (
    <Page title={t('problem.missingPage')}>
      <Nothing title={t('problem.missingHint')}>
        <Button type="primary" href="/">
          {t('problem.home')}
        </Button>
      </Nothing>
    </Page>
  )
}
