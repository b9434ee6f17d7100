import { FileAddOutlined, InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Bounded } from '@/ui/bounded'
import { Field, fieldError } from '@/ui/field'
import { useNow } from '@/ui/now'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { sayAgo } from '@/work/time'
import { FromLedger } from './from-ledger'
import { tellOf } from './told'
import './plans.css'

/** Every year's plan, and how to start one. */
export function PlansPage() {
  const { t } = useTranslation()
  const now = useNow()
  const plans = useQuery({ queryKey: keys.plans(), queryFn: () => answer(api.GET('/api/v1/plans')) })
  return (
    <Page title={t('plans.title')} lead={t('plans.lead')}>
      <div className="plans-start">
        <FromReport />
        <FromLedger year={nextYear()} />
        <ByHand />
      </div>
      <div className="panel">
        <Loaded query={plans}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t('plans.empty')} hint={t('plans.emptyHint')} />
            ) : (
              <ul className="plans-list">
                {items.map((p) => (
                  <li key={p.id}>
                    <Link to="/plans/$planId" params={{ planId: p.id }}>
                      <strong>{p.title}</strong>
                    </Link>
                    <span className="num">{p.year}</span>
                    <span className={`tag plan-${p.status}`}>{t(`planStatus.${p.status}`)}</span>
                    <span className="soft">{t('plans.updated', { at: sayAgo(p.updated_at, now) })}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Page>
  )
}

function useOpen() {
  const navigate = useNavigate()
  return (view: Noun['PlanView']) => {
    tellOf(view)
    void navigate({ to: '/plans/$planId', params: { planId: view.plan.id } })
  }
}

const nextYear = () => new Date().getFullYear() + 1

function FromReport() {
  const { t } = useTranslation()
  const open = useOpen()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [year, setYear] = useState(nextYear())
  const [yearWrong, setYearWrong] = useState(false)
  const [over, setOver] = useState(false)
  const read = useCommand<{ file: File; year: number }, Noun['PlanView']>({
    send: (what, key) =>
      answer(
        api.POST('/api/v1/plans/import', {
          params: {
            query: { year: what.year, filename: what.file.name },
            header: { 'Idempotency-Key': key },
          },
          // The report goes as it is: a body that the generated types can only call a string.
          body: what.file as unknown as string,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    invalidates: [keys.plans()],
    done: open,
  })
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped) setFile(dropped)
  }
  return (
    <Panel title={t('plans.fromReport')}>
      <div className="form">
        <button
          type="button"
          className={over ? 'dropzone dropzone-over' : 'dropzone'}
          onClick={() => input.current?.click()}
          onDragOver={(e) => {
            e.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <InboxOutlined aria-hidden="true" />
          <strong>{file ? file.name : t('plans.dropHere')}</strong>
          <span className="hint">{t('plans.dropHint')}</span>
        </button>
        <input
          ref={input}
          type="file"
          accept=".txt,.md,.docx"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('plans.fromReport')}
          onChange={(e) => setFile(e.target.files?.[0] ?? null)}
        />
        <div className="row">
          <Field label={t('plans.year')}>
            <Bounded
              min={2000}
              max={2100}
              value={year}
              onChange={(n) => setYear(n ?? nextYear())}
              onWrong={setYearWrong}
            />
          </Field>
        </div>
        <ProblemView error={read.error} onRetry={() => file && read.mutate({ file, year })} retrying={read.isPending} />
        <div className="form-actions">
          <Button
            type="primary"
            disabled={!file || yearWrong}
            loading={read.isPending}
            onClick={() => file && read.mutate({ file, year })}
          >
            {read.isPending ? t('plans.reading') : t('plans.upload')}
          </Button>
          {file ? null : <span className="hint">{t('plans.uploadWhy')}</span>}
        </div>
      </div>
    </Panel>
  )
}

function ByHand() {
  const { t } = useTranslation()
  const open = useOpen()
  const [title, setTitle] = useState('')
  const [year, setYear] = useState(nextYear())
  const [yearWrong, setYearWrong] = useState(false)
  const create = useCommand<{ title: string; year: number }, Noun['PlanView']>({
    send: (what, key) =>
      answer(api.POST('/api/v1/plans', { params: { header: { 'Idempotency-Key': key } }, body: what })),
    invalidates: [keys.plans()],
    done: open,
  })
  const submit = () => create.mutate({ title: title.trim(), year })
  return (
    <Panel title={t('plans.byHand')}>
      <form
        className="form"
        onSubmit={(e) => {
          e.preventDefault()
          submit()
        }}
      >
        <Field label={t('plans.name')} error={fieldError(create.error, '/title')}>
          <Input maxLength={200} value={title} onChange={(e) => setTitle(e.target.value)} />
        </Field>
        <Field label={t('plans.year')} error={fieldError(create.error, '/year')}>
          <Bounded
            min={2000}
            max={2100}
            value={year}
            onChange={(n) => setYear(n ?? nextYear())}
            onWrong={setYearWrong}
          />
        </Field>
        <ProblemView error={create.error} onRetry={submit} retrying={create.isPending} />
        <div className="form-actions">
          <Button
            htmlType="submit"
            icon={<FileAddOutlined />}
            loading={create.isPending}
            disabled={title.trim() === '' || yearWrong}
          >
            {t('plans.create')}
          </Button>
          {title.trim() === '' ? <span className="hint">{t('plans.createWhy')}</span> : null}
        </div>
      </form>
    </Panel>
  )
}
