import { DownloadOutlined, FileExcelOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Bounded } from '@/ui/bounded'
import { Field } from '@/ui/field'
import { Panel } from '@/ui/page'
import { SheetFaults } from '@/ui/sheet-faults'
import { tellOf } from './told'

/** A ledger that was kept in Excel becomes a draft: all rows or none, every fault with its cell. */
export function FromLedger({ year: first }: { year: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [year, setYear] = useState(first)
  const [yearWrong, setYearWrong] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const read = useCommand<{ file: File; year: number }, Noun['PlanView']>({
    send: (what, key) =>
      answer(
        api.POST('/api/v1/plans/import-ledger', {
          params: { query: { year: what.year, filename: what.file.name }, header: { 'Idempotency-Key': key } },
          body: what.file as unknown as string, // the sheet goes as it is
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    invalidates: [keys.plans()],
    done: (view) => {
      tellOf(view)
      void navigate({ to: '/plans/$planId', params: { planId: view.plan.id } })
    },
  })
  const choose = (sheet: File | null) => {
    setFile(sheet)
    read.reset()
  }
  const send = () => file && read.mutate({ file, year })
  return (
    <Panel title={t('plans.fromLedger')}>
      <div className="form">
        <p className="hint">{t('plans.fromLedgerHint')}</p>
        <div className="row">
          <Button
            icon={<DownloadOutlined />}
            href="/api/v1/ledger/template"
            download={`${t('plans.ledgerSheet')}.xlsx`}
          >
            {t('plans.ledgerTemplate')}
          </Button>
          <Button icon={<FileExcelOutlined />} onClick={() => input.current?.click()}>
            {t('plans.ledgerChoose')}
          </Button>
        </div>
        <span className="soft">{file?.name ?? t('plans.ledgerNone')}</span>
        <input
          ref={input}
          type="file"
          accept=".xlsx"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('plans.ledgerChoose')}
          onChange={(e) => {
            choose(e.target.files?.[0] ?? null)
            e.target.value = '' // the same file, mended, can be chosen again
          }}
        />
        <Field label={t('plans.year')}>
          <Bounded min={2000} max={2100} value={year} onChange={(n) => setYear(n ?? first)} onWrong={setYearWrong} />
        </Field>
        <SheetFaults error={read.error} onRetry={send} busy={read.isPending} />
        <div className="form-actions">
          <Button type="primary" disabled={!file || yearWrong} loading={read.isPending} onClick={send}>
            {t('plans.ledgerTake')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
