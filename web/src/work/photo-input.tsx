import { CameraOutlined, CloudUploadOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dropPhotos, isLocal, keepPhoto, keptPhoto } from './photos'
import './photos.css'

interface Props {
  label: string
  value: string[]
  onChange: (photos: string[]) => void
  error?: string
  max?: number
}

/** Photos from the camera or the album, kept on this device until they are handed in. */
export function PhotoInput({ label, value, onChange, error, max = 20 }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const now = useRef(value)
  now.current = value
  const take = async (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, max - now.current.length)) {
      const next = [...now.current, await keepPhoto(file)]
      now.current = next
      onChange(next)
    }
    if (input.current) input.current.value = ''
  }
  const remove = (photo: string) => {
    onChange(value.filter((p) => p !== photo))
    void dropPhotos([photo])
  }
  return (
    <div className="photo-input">
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        hidden
        aria-label={label}
        onChange={(e) => void take(e.target.files)}
      />
      <PhotoStrip photos={value} onRemove={remove} />
      {value.length < max ? (
        <Button icon={<CameraOutlined />} onClick={() => input.current?.click()} danger={Boolean(error)}>
          {label}
        </Button>
      ) : null}
      {error ? <p className="field-error">{error}</p> : null}
      {value.some(isLocal) ? <p className="hint">{t('photo.local')}</p> : null}
    </div>
  )
}

/** Small pictures in a row; each opens in full on its own. */
export function PhotoStrip({ photos, onRemove }: { photos: string[]; onRemove?: (photo: string) => void }) {
  const { t } = useTranslation()
  if (photos.length === 0) return null
  return (
    <ul className="photo-strip">
      {photos.map((photo, i) => (
        <li key={photo}>
          <Picture photo={photo} alt={t('photo.nth', { n: i + 1 })} />
          {isLocal(photo) ? (
            <span className="photo-waits" title={t('photo.waits')}>
              <CloudUploadOutlined aria-hidden="true" />
              <span className="sr-only">{t('photo.waits')}</span>
            </span>
          ) : null}
          {onRemove ? (
            <Button
              size="small"
              icon={<DeleteOutlined />}
              className="photo-remove"
              aria-label={t('photo.remove', { n: i + 1 })}
              onClick={() => onRemove(photo)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Picture({ photo, alt }: { photo: string; alt: string }) {
  const local = useLocal(photo)
  if (isLocal(photo)) return local ? <img src={local} alt={alt} /> : <span className="photo-blank" />
  return (
    <a href={`/api/v1/attachments/${photo}`} download>
      <img src={`/api/v1/attachments/${photo}/thumbnail`} alt={alt} loading="lazy" />
    </a>
  )
}

/** The address of a photo that is still on this device only. */
function useLocal(photo: string): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!isLocal(photo)) return
    let made: string | undefined
    let gone = false
    void keptPhoto(photo).then((kept) => {
      if (!kept || gone) return
      made = URL.createObjectURL(kept.blob)
      setUrl(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [photo])
  return url
}
