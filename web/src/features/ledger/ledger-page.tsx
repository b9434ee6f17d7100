import { PrinterOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { CommandSheet, type Intent } from '@/work/forms/sheet'
import { rolesOf, useMe } from '@/work/session'
import { BulkBar } from './bulk'
import { ColumnPicker } from './column-picker'
import { needsDetail } from './columns'
import { Export } from './export'
import { Filters } from './filters'
import { idOf, Lines } from './lines'
import { type Filter, filterOf, useColumns } from './saved'
import './ledger.css'

function queryOf(f: Filter, detail: boolean, cursor: string) {
  return {
    ...filterOf(f),
    detail: detail || undefined,
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
  const [intent, setIntent] = useState<Intent | null>(null)
  const detail = needsDetail(columns)
  const ledger = useInfiniteQuery({
    queryKey: keys.ledger({ ...filter, detail }),
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/ledger', { params: { query: queryOf(filter, detail, pageParam) } })),
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
          <Export filter={filter} />
          <ColumnPicker shown={columns} onShown={setColumns} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('ledger.print')}
          </Button>
        </>
      }
    >
      <Filters filter={filter} columns={columns} onChange={set} onColumns={setColumns} user={me.user.id} />
      {picked.length > 0 ? <BulkBar lines={picked} onDone={() => setTicked(new Set())} /> : null}
      <div className="panel print-wide">
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
              <Lines
                lines={lines}
                columns={columns}
                ticked={ticked}
                onTicked={oversees ? setTicked : undefined}
                onIntent={oversees ? setIntent : undefined}
              />
            )
          }
        </Loaded>
      </div>
      {ledger.hasNextPage ? (
        <Button loading={ledger.isFetchingNextPage} onClick={() => void ledger.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
      <CommandSheet intent={intent} onClose={() => setIntent(null)} />
    </Page>
  )
}
