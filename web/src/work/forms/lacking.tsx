import { useTranslation } from 'react-i18next'

/** What still keeps a form from being sent, in the words of its fields: beside the button that waits for it. */
export function Lacking({ names }: { names: string[] }) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <p className="hint" role="status">
      {t('form.lacks', { what: [...new Set(names)].join(t('say.comma')) })}
    </p>
  )
}
