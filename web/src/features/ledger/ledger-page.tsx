import { PrinterOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { rolesOf, useMe } from '@/work/session'
import { BulkBar } from './bulk'
import { ColumnPicker } from './column-picker'
import { Filters } from './filters'
import { idOf, Lines } from './lines'
import { type Filter, useColumns } from './saved'
import './ledger.css'

function queryOf(f: Filter, cursor: string) {
  return {
    q: f.q as string | undefined,
    unit: f.unit as string | undefined,
    kind: f.kind as string | undefined,
    light: f.light as Noun['Light'] | undefined,
    status: f.status ? [f.status as Noun['StepStatus']] : undefined,
    who: f.who as string | undefined,
    due_from: f.from as string | undefined,
    due_to: f.to as string | undefined,
    year: f.year as number | undefined,
    total: cursor === '' ? true : undefined,
    cursor: cursor || undefined,
    limit: 50,
  }
}

/** 台账: a line a step, by due date, within the caller's reach. */
export function LedgerPage() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as Filter
  const [columns, setColumns] = useColumns(me.user.id)
  const [ticked, setTicked] = useState(new Set<string>())
  const ledger = useInfiniteQuery({
    queryKey: keys.ledger(filter),
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/ledger', { params: { query: queryOf(filter, pageParam) } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const set = (next: Filter) => void navigate({ to: '/ledger', search: next as object, replace: true })
  const lines = ledger.data?.pages.flatMap((p) => p.items) ?? []
  const total = ledger.data?.pages[0]?.total
  const filtered = Object.values(filter).some((v) => v !== undefined)
  const oversees = rolesOf(me).some((r) => r === 'leader' || r === 'supervisor')
  const picked = lines.filter((l) => ticked.has(idOf(l)))
  return (
    <Page
      title={t('ledger.title')}
      lead={
        total === undefined ? t('ledger.lead') : t(total >= 10_000 ? 'say.countAtLeast' : 'say.count', { n: total })
      }
      extra={
        <>
          <ColumnPicker shown={columns} onShown={setColumns} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('ledger.print')}
          </Button>
        </>
      }
    >
      <Filters filter={filter} columns={columns} onChange={set} onColumns={setColumns} user={me.user.id} />
      {picked.length > 0 ? <BulkBar lines={picked} onDone={() => setTicked(new Set())} /> : null}
      <div className="panel">
        <Loaded query={ledger} lines={12}>
          {() =>
            lines.length === 0 ? (
              <Nothing
                title={t(filtered ? 'ledger.empty' : 'ledger.none')}
                hint={t(filtered ? 'ledger.emptyHint' : 'ledger.noneHint')}
              >
                {filtered ? <Button onClick={() => set({})}>{t('do.reset')}</Button> : null}
              </Nothing>
            ) : (
              <Lines lines={lines} columns={columns} ticked={ticked} onTicked={oversees ? setTicked : undefined} />
            )
          }
        </Loaded>
      </div>
      {ledger.hasNextPage ? (
        <Button loading={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </Page>
  )
}
