import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { FormModal } from '@/ui/form-modal'
import { SheetFaults } from '@/ui/sheet-faults'
import { useTell } from '@/ui/tell'

type Read = { items: Noun['Place'][] }

/** Reads places from a sheet: looked through first, then entered all together. */
export function ImportPlaces({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { message } = useTell()
  const [file, setFile] = useState<File>()
  const send = (check: boolean) => (what: File) =>
    answer(
      api.POST('/api/v1/places/import', {
        params: { query: { check } },
        body: what as unknown as string,
        bodySerializer: (body) => body,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    )
  const check = useCommand<File, Read>({ send: send(true), invalidates: [] })
  const enter = useCommand<File, Read>({
    send: send(false),
    invalidates: [['places']],
    done: ({ items }) => {
      void message.success(t('place.list.imported', { n: items.length }))
      onClose()
    },
  })
  const found = check.data?.items ?? []
  const choose = (next: File | undefined) => {
    setFile(next)
    check.reset()
    enter.reset()
    if (next) check.mutate(next)
  }
  return (
    <FormModal
      title={t('place.list.import')}
      ok={found.length > 0 ? t('place.list.importNow', { n: found.length }) : t('place.list.importDo')}
      disabled={!file || found.length === 0}
      sending={enter.isPending || check.isPending}
      error={undefined}
      onOk={() => file && enter.mutate(file)}
      onClose={onClose}
    >
      <p className="notice-bar">{t('place.list.importHint')}</p>
      <input
        type="file"
        accept=".xlsx"
        aria-label={t('place.list.import')}
        onChange={(e) => {
          choose(e.target.files?.[0])
          e.target.value = '' // the same file, mended, can be chosen again
        }}
      />
      {file ? <p className="soft">{file.name}</p> : null}
      <SheetFaults
        error={enter.error ?? check.error}
        column={(name) => (i18n.exists(`place.${name}`) ? t(`place.${name as 'name'}`) : name)}
        onRetry={() => file && check.mutate(file)}
        busy={check.isPending}
      />
      {found.length > 0 ? (
        <>
          <p role="status">{t('place.list.importFound', { n: found.length })}</p>
          <ul className="import-found">
            {found.map((p) => (
              <li key={p.code}>
                {p.code} {p.name} · {t(`placeKind.${p.kind}`)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </FormModal>
  )
}
