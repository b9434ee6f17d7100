import { CameraOutlined, CloseOutlined, FileTextOutlined, PaperClipOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ChangeEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Attachment, isPicture, sayBytes, thumbnailOf } from './attachments'
import { type Entry, uploads } from './uploads'
import './evidence.css'

const taken = '.jpg,.jpeg,.png,.webp,.pdf,.doc,.docx,.xls,.xlsx,.txt'

interface Props {
  scope: string
  slot: string
  label: string // which requirement, for whoever cannot see where the buttons stand
  entries: Entry[] // of this slot
  /** Handed in before and kept. */
  kept?: Attachment[]
  onDrop?: (id: string) => void
}

/** Takes photos from the camera and files from the device; each goes up at once and tells how far it is. */
export function PickFiles({ scope, slot, label, entries, kept = [], onDrop }: Props) {
  const { t } = useTranslation()
  const camera = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (list: FileList | null) => {
    // The list empties with its input: what is in it is taken out first.
    if (list && list.length > 0) void uploads.add(scope, slot, Array.from(list))
  }
  const picked = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files)
    event.target.value = '' // the same file may be picked again
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the buttons do the same
    <div
      className={over ? 'pick-files pick-files-over' : 'pick-files'}
      onDragOver={(e) => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {kept.length + entries.length > 0 ? (
        <ul className="pieces" aria-label={t('evidence.list', { name: label })}>
          {kept.map((a) => (
            <li key={a.id} className="piece">
              <Face attachment={a} />
              <div>
                <span className="piece-name">{a.name}</span>
                <span className="soft">{t('evidence.kept')}</span>
              </div>
              <Remove name={a.name} onClick={() => onDrop?.(a.id)} />
            </li>
          ))}
          {entries.map((e) => (
            <Line key={e.piece.key} entry={e} />
          ))}
        </ul>
      ) : null}
      <div className="pick-files-buttons">
        <Button
          icon={<CameraOutlined />}
          onClick={() => camera.current?.click()}
          aria-label={`${t('evidence.camera')} · ${label}`}
          className="pick-files-camera"
        >
          {t('evidence.camera')}
        </Button>
        <Button
          icon={<PaperClipOutlined />}
          onClick={() => files.current?.click()}
          aria-label={`${t('evidence.choose')} · ${label}`}
        >
          {t('evidence.choose')}
        </Button>
        <span className="hint pick-files-hint">{t('evidence.drop')}</span>
      </div>
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={picked} tabIndex={-1} />
      <input ref={files} type="file" accept={taken} multiple hidden onChange={picked} tabIndex={-1} data-slot={slot} />
    </div>
  )
}

function Line({ entry: { piece, state, sent, problem } }: { entry: Entry }) {
  const { t } = useTranslation()
  const percent = Math.min(99, Math.floor((sent / Math.max(1, piece.size)) * 100))
  const words = {
    waiting: t('evidence.state.waiting', { size: sayBytes(piece.size) }),
    sending: t('evidence.state.sending', { n: percent, size: sayBytes(piece.size) }),
    failed: t('evidence.state.failed'),
    refused: problem?.detail ?? '',
    there: t('evidence.state.there', { size: sayBytes(piece.size) }),
  }
  return (
    <li className={`piece piece-${state}`} data-state={state}>
      {piece.attachment ? <Face attachment={piece.attachment} /> : <Local content={piece.content} type={piece.type} />}
      <div>
        <span className="piece-name">{piece.name}</span>
        <span className={state === 'failed' || state === 'refused' ? 'field-error' : 'soft'} role="status">
          {words[state]}
        </span>
        {piece.attachment?.flagged ? <span className="piece-flag">{t('evidence.flaggedHint')}</span> : null}
        {state === 'sending' ? (
          <span
            className="meter"
            role="progressbar"
            aria-label={piece.name}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <span style={{ width: `${percent}%` }} />
          </span>
        ) : null}
      </div>
      {state === 'failed' ? (
        <Button
          type="text"
          icon={<ReloadOutlined />}
          onClick={() => uploads.again()}
          aria-label={`${t('do.retry')} · ${piece.name}`}
        />
      ) : null}
      <Remove name={piece.name} onClick={() => uploads.remove(piece.key)} />
    </li>
  )
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation()
  return <Button type="text" icon={<CloseOutlined />} onClick={onClick} aria-label={t('evidence.remove', { name })} />
}

function Face({ attachment }: { attachment: Attachment }) {
  return isPicture(attachment) ? (
    <img className="piece-face" src={thumbnailOf(attachment.id)} alt="" loading="lazy" />
  ) : (
    <span className="piece-face">
      <FileTextOutlined aria-hidden="true" />
    </span>
  )
}

/** A photo that the server does not have yet, as this device sees it: made small at once, a camera's picture is large. */
function Local({ content, type }: { content: Blob | undefined; type: string }) {
  const [url, setUrl] = useState('')
  useEffect(() => {
    if (!content || !type.startsWith('image/')) return
    let gone = false
    void small(content).then((made) => gone || setUrl(made))
    return () => {
      gone = true
    }
  }, [content, type])
  return url ? (
    <img className="piece-face" src={url} alt="" />
  ) : (
    <span className="piece-face">
      <FileTextOutlined aria-hidden="true" />
    </span>
  )
}

async function small(content: Blob): Promise<string> {
  try {
    const picture = await createImageBitmap(content, { resizeWidth: 104, resizeQuality: 'low' })
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
    picture.close()
    return canvas.toDataURL('image/jpeg', 0.7)
  } catch {
    return '' // not a picture that this browser knows; the server will say
  }
}
