import { useTranslation } from 'react-i18next'
import { useTell } from './tell'

/** Copies a text and says so; where the browser does not let it, as on plain http, that it is to be done by hand. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslation()
  const { message } = useTell()
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      void message.success(t('do.copied'))
    } catch {
      void message.warning(t('do.copyByHand'))
    }
  }
}
