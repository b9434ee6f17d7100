import { DownloadOutlined, FileTextOutlined, WarningFilled } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Attachment, fileOf, isPicture, sayBytes, thumbnailOf } from './attachments'
import { Lightbox, photoFacts } from './lightbox'
import './evidence.css'

/** Photos as small pictures that open large, other files to be saved. */
export function Gallery({ files }: { files: Attachment[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<string | null>(null)
  const pictures = files.filter(isPicture)
  const others = files.filter((a) => !isPicture(a))
  if (files.length === 0) return null
  return (
    <div className="gallery">
      {pictures.length > 0 ? (
        <ul className="gallery-pictures">
          {pictures.map((a) => (
            <li key={a.id}>
              <button
                type="button"
                onClick={() => setOpen(a.id)}
                title={[a.name, ...photoFacts(a, t)].join('\n')}
                aria-label={t('evidence.enlarge', { name: a.name })}
              >
                <img src={thumbnailOf(a.id)} alt="" loading="lazy" decoding="async" />
                {a.flagged ? (
                  <span className="gallery-flag">
                    <WarningFilled aria-hidden="true" /> {t('evidence.flag')}
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <ul className="gallery-files">
          {others.map((a) => (
            <li key={a.id}>
              <a href={fileOf(a.id)} download={a.name}>
                <FileTextOutlined aria-hidden="true" /> {a.name} <DownloadOutlined aria-hidden="true" />
              </a>
              <span className="soft"> {sayBytes(a.size)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <Lightbox pictures={pictures} open={open} onOpen={setOpen} />
    </div>
  )
}
