import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayMoment } from '../time'
import { type Attachment, fileOf, sayBytes, thumbnailOf } from './attachments'
import './evidence.css'

interface Props {
  pictures: Attachment[]
  open: string | null
  onOpen: (id: string | null) => void
}

/** What a photo tells beside its picture: when and where it was taken, and whether that is far from when it came. */
export function photoFacts(a: Attachment, t: TFunction): string[] {
  return [
    a.taken_at ? t('evidence.taken', { at: sayMoment(a.taken_at) }) : t('evidence.takenUnknown'),
    ...(a.place ? [t('evidence.place', { north: a.place.north.toFixed(5), east: a.place.east.toFixed(5) })] : []),
  ]
}

/** One photo large, with the next and the one before; arrow keys go through them. */
export function Lightbox({ pictures, open, onOpen }: Props) {
  const { t } = useTranslation()
  const at = pictures.findIndex((a) => a.id === open)
  const shown = pictures[at]
  const go = (by: number) => {
    const next = pictures[(at + by + pictures.length) % pictures.length]
    if (next) onOpen(next.id)
  }
  return (
    <Modal
      open={shown !== undefined}
      onCancel={() => onOpen(null)}
      width={1080}
      centered
      destroyOnHidden
      title={shown ? `${shown.name}${pictures.length > 1 ? ` (${at + 1}/${pictures.length})` : ''}` : ''}
      footer={null}
    >
      {shown ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys that the buttons below offer as well
        <div
          className="lightbox"
          onKeyDown={(e) => {
            if (pictures.length > 1 && e.key === 'ArrowRight') go(1)
            if (pictures.length > 1 && e.key === 'ArrowLeft') go(-1)
          }}
        >
          <Large key={shown.id} picture={shown} />
          <div className="lightbox-foot">
            <ul className="lightbox-facts">
              {photoFacts(shown, t).map((fact) => (
                <li key={fact} className="soft">
                  {fact}
                </li>
              ))}
              {shown.flagged ? (
                <li className="lightbox-flag">{t('evidence.flagged', { at: sayMoment(shown.created_at) })}</li>
              ) : null}
            </ul>
            <div className="row">
              {pictures.length > 1 ? (
                <>
                  <Button icon={<LeftOutlined />} onClick={() => go(-1)} aria-label={t('evidence.previous')} />
                  <Button icon={<RightOutlined />} onClick={() => go(1)} aria-label={t('evidence.next')} />
                </>
              ) : null}
              <Button href={fileOf(shown.id)} download={shown.name}>
                {t('evidence.save', { size: sayBytes(shown.size) })}
              </Button>
            </div>
          </div>
        </div>
      ) : null}
    </Modal>
  )
}

/** The photo itself; its small picture until it is there. The server sends files for saving only, so it is shown from memory. */
function Large({ picture }: { picture: Attachment }) {
  const { t } = useTranslation()
  const [url, setUrl] = useState('')
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let made = ''
    const load = async () => {
      try {
        const answer = await fetch(fileOf(picture.id), { signal: stop.signal })
        if (!answer.ok) throw new Error(String(answer.status))
        made = URL.createObjectURL(new Blob([await answer.blob()], { type: picture.type }))
        if (!stop.signal.aborted) setUrl(made)
      } catch {
        if (!stop.signal.aborted) setFailed(true)
      }
    }
    void load()
    return () => {
      stop.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [picture])
  return (
    <div className="lightbox-frame">
      <img src={url || thumbnailOf(picture.id)} alt={picture.name} className={url ? undefined : 'lightbox-small'} />
      {url ? null : (
        <p className="hint" role="status">
          {t(failed ? 'evidence.largeFailed' : 'say.loading')}
        </p>
      )}
    </div>
  )
}
