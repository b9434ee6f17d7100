import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { PhotoStrip } from './photo-input'

/** What was found, in the words and photos of who found it. */
export function HazardBrief({ hazard }: { hazard: Noun['Hazard'] }) {
  const { t } = useTranslation()
  return (
    <div className="notice-bar">
      <strong>{hazard.title}</strong>
      <p>
        {hazard.place_name} · {t(`hazardLevel.${hazard.level}`)}
      </p>
      {hazard.remark ? <p className="pre">{hazard.remark}</p> : null}
      <PhotoStrip photos={(hazard.photos ?? []).map((p) => p.file)} />
    </div>
  )
}
