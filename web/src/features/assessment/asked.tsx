import { useTranslation } from 'react-i18next'

/** The lines of a card that somebody objects to. */
export function Asked({ lines }: { lines: string[] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return null
  return (
    <div>
      <p className="soft">{t('assess.ask.about')}</p>
      <ul className="asked-lines">
        {lines.map((l) => (
          <li key={l}>{l}</li>
        ))}
      </ul>
    </div>
  )
}
