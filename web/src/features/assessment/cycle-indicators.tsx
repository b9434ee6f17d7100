import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { SheetFaults } from '@/ui/sheet-faults'
import { newSheet } from './cycle-edit'
import type { CyclePart } from './cycle-page'
import { SheetTree } from './indicator-tree'

interface Props extends CyclePart {
  draft: Noun['CycleDraft']
  dirty: boolean
  sheet: ReactNode
}

/** The indicators: edited here, or in a sheet that is taken in as a whole or not at all. */
export function CycleIndicators({ cycle, set, open, draft, dirty, sheet }: Props) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const take = useCommand<File, Noun['CycleView']>({
    send: (file) =>
      answer(
        api.POST('/api/v1/cycles/{id}/indicators', {
          params: { path: { id: draft.id }, query: { version: draft.version } },
          body: file as unknown as string,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    invalidates: [keys.assessment()],
  })
  return (
    <Panel
      title={t('cycle.indicators')}
      extra={
        <>
          {sheet}
          {open ? (
            <Button
              icon={<UploadOutlined />}
              loading={take.isPending}
              disabled={dirty}
              onClick={() => input.current?.click()}
            >
              {t('cycle.import')}
            </Button>
          ) : null}
        </>
      }
    >
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        hidden
        aria-label={t('cycle.import')}
        onChange={(e) => {
          const file = e.target.files?.[0]
          if (file) take.mutate(file)
          e.target.value = ''
        }}
      />
      <div className="stack">
        <SheetFaults error={take.error} onRetry={() => input.current?.click()} busy={take.isPending} />
        {cycle.sheets.length === 0 ? <p className="soft">{t('cycle.noIndicators')}</p> : null}
        {cycle.sheets.map((s) => (
          <SheetTree
            key={s.key}
            sheet={s}
            open={open}
            onChange={(sheet) =>
              set({ sheets: cycle.sheets.flatMap((o) => (o.key !== s.key ? [o] : sheet ? [sheet] : [])) })
            }
          />
        ))}
        {open ? (
          <div>
            <Button
              icon={<PlusOutlined />}
              onClick={() => set({ sheets: [...cycle.sheets, newSheet(cycle, t('make.newSheet'))] })}
            >
              {t('make.addSheet')}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  )
}
