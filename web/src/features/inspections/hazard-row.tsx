import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNames } from '@/work/office'
import { PhotoStrip } from '@/work/photo-input'
import type { DraftHazard } from './draft'

interface Props {
  hazard: DraftHazard
  items: string[]
  onEdit: () => void
  onRemove?: () => void
}

/** A hazard of the draft, in short. */
export function HazardRow({ hazard: h, items, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <article className="inspect-hazard">
      <p className="row">
        <strong>{h.title}</strong>
        <span className={h.level === 'major' ? 'tag tag-major' : 'tag'}>{t(`hazardLevel.${h.level}`)}</span>
        <span className="tag">{t(h.spot ? 'hazard.spot' : 'hazard.timed')}</span>
      </p>
      {items.length > 0 ? <p className="soft">{items.join(t('say.semicolon'))}</p> : null}
      {h.remark ? <p className="pre">{h.remark}</p> : null}
      <PhotoStrip photos={h.photos} />
      <p className="soft">
        {t('hazard.responsible')}
        {t('say.colon')}
        {h.responsible ? names.full(h.responsible) : t('hazard.responsibleUsual')}
        {h.spot
          ? null
          : ` · ${t('hazard.reinspector')}${t('say.colon')}${h.reinspector ? names.full(h.reinspector) : t('hazard.reinspectorUsual')}`}
      </p>
      <p className="row">
        <Button size="small" onClick={onEdit} aria-label={`${t('do.edit')} ${h.title}`}>
          {t('do.edit')}
        </Button>
        {onRemove ? (
          <Button size="small" danger onClick={onRemove} aria-label={`${t('do.remove')} ${h.title}`}>
            {t('do.remove')}
          </Button>
        ) : null}
      </p>
    </article>
  )
}
