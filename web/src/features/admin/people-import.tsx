import { CheckCircleFilled, DownloadOutlined, FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Page, Panel } from '@/ui/page'
import { SheetFaults } from '@/ui/sheet-faults'
import { useLeaving } from '@/work/leaving'
import { useNames } from '@/work/office'
import { saveText } from '@/work/save'
import './admin.css'

type Person = Noun['ImportedPerson']

/** Many accounts from an Excel sheet: looked at first, row by row; then all rows or none. */
export function PeopleImportPage() {
  const { t, i18n } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [made, setMade] = useState<Person[] | null>(null)
  const send = (check: boolean) => (sheet: File) =>
    answer(
      api.POST('/api/v1/users/import', {
        params: { query: { check } },
        body: sheet as unknown as string, // the sheet goes as it is
        bodySerializer: (body) => body,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    )
  const check = useCommand<File, { items: Person[] }>({ send: send(true), invalidates: [] })
  const take = useCommand<File, { items: Person[] }>({
    send: send(false),
    invalidates: [['office', 'users'], ['office', 'holders'], keys.directory()],
    done: ({ items }) => setMade(items),
  })
  const choose = (sheet: File | null) => {
    setFile(sheet)
    check.reset()
    take.reset()
    if (sheet) check.mutate(sheet)
  }
  if (made) return <Made people={made} />
  const column = (name: string) => (i18n.exists(`people.column.${name}`) ? t(`people.column.${name as 'name'}`) : name)
  return (
    <Page title={t('people.title')} lead={t('people.lead')} extra={<Link to="/admin/users">{t('people.back')}</Link>}>
      <Panel title={t('people.first')}>
        <div className="row">
          <Button icon={<DownloadOutlined />} href="/api/v1/users/sheet" download={`${t('people.sheetName')}.xlsx`}>
            {t('people.sheet')}
          </Button>
          <span className="hint">{t('people.columns')}</span>
        </div>
      </Panel>
      <Panel title={t('people.second')}>
        <div className="stack">
          <Chooser file={file} busy={check.isPending} onFile={choose} />
          <SheetFaults
            error={check.error ?? take.error}
            column={column}
            onRetry={() => file && check.mutate(file)}
            busy={check.isPending}
          />
          {check.data && !take.error ? (
            <>
              <p className="plan-ready notice-bar" role="status">
                <CheckCircleFilled aria-hidden="true" /> {t('people.sound', { n: check.data.items.length })}
              </p>
              <Rows people={check.data.items} />
              <div className="form-actions">
                <Button type="primary" loading={take.isPending} onClick={() => file && take.mutate(file)}>
                  {t('people.take', { n: check.data.items.length })}
                </Button>
              </div>
            </>
          ) : null}
        </div>
      </Panel>
    </Page>
  )
}

interface ChooserProps {
  file: File | null
  busy: boolean
  onFile: (file: File | null) => void
}

function Chooser({ file, busy, onFile }: ChooserProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="row">
      <Button icon={<FileExcelOutlined />} loading={busy} onClick={() => input.current?.click()}>
        {t(file ? 'people.again' : 'people.choose')}
      </Button>
      <span className="soft">{file?.name ?? t('people.none')}</span>
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('people.choose')}
        onChange={(e) => {
          onFile(e.target.files?.[0] ?? null)
          e.target.value = '' // the same file, mended, can be chosen again
        }}
      />
    </div>
  )
}

function Rows({ people }: { people: Person[] }) {
  const { t } = useTranslation()
  const names = useNames()
  const secret = people.some((p) => p.password)
  return (
    <table className="grid grid-cards">
      <thead>
        <tr>
          <th>{t('people.row')}</th>
          <th>{t('people.column.name')}</th>
          <th>{t('people.column.username')}</th>
          <th>{t('people.column.unit')}</th>
          <th>{t('people.column.staff_type')}</th>
          {secret ? <th>{t('admin.users.once')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {people.map((p) => (
          <tr key={p.row}>
            <td className="num" data-name={t('people.row')}>
              {p.row}
            </td>
            <td data-name={t('people.column.name')}>{p.user.name}</td>
            <td data-name={t('people.column.username')}>{p.user.username}</td>
            <td data-name={t('people.column.unit')}>{names.unit(p.user.unit_id) || '—'}</td>
            <td data-name={t('people.column.staff_type')}>{t(`staffType.${p.user.staff_type || 'other'}`)}</td>
            {secret ? (
              <td data-name={t('admin.users.once')}>
                <code className="once-small">{p.password}</code>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The accounts with their one-time passwords, which are shown only now: printed or saved, then handed over. */
function Made({ people }: { people: Person[] }) {
  const { t } = useTranslation()
  const [kept, setKept] = useState(false)
  useLeaving(!kept, t('people.leave'))
  const save = () => {
    const lines = people.map((p) => [p.user.name, p.user.username, p.password ?? ''])
    const head = [t('people.column.name'), t('people.column.username'), t('admin.users.once')]
    // A leading mark tells Excel that this is UTF-8.
    saveText(`${t('people.listName')}.csv`, `\uFEFF${[head, ...lines].map((l) => l.join(',')).join('\r\n')}`)
    setKept(true)
  }
  return (
    <Page
      title={t('people.made', { n: people.length })}
      lead={t('admin.users.onceHint')}
      extra={
        <>
          <Button icon={<DownloadOutlined />} onClick={save}>
            {t('people.save')}
          </Button>
          <Button
            type="primary"
            icon={<PrinterOutlined />}
            onClick={() => {
              window.print()
              setKept(true)
            }}
          >
            {t('ledger.print')}
          </Button>
        </>
      }
    >
      <p className="warn-bar no-print">{t('people.onceAll')}</p>
      <div className="panel">
        <Rows people={people} />
      </div>
      <p className="no-print">
        <Link to="/admin/users">{t('people.back')}</Link>
      </p>
    </Page>
  )
}
