import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { placeKinds } from './kinds'
import { PlaceForm } from './place-form'
import { ImportPlaces } from './place-import'
import { Tabs } from './tabs'
import './inspections.css'

interface Filter {
  q?: string
  kind?: Noun['PlaceKind']
  unit?: string
  former?: boolean
}

/** 检查对象: the register of places, by kind. */
export function PlacesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const names = useNames()
  const roles = rolesOf(useMe())
  const filter = useSearch({ strict: false }) as Filter
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null)
  const places = useInfiniteQuery({
    queryKey: keys.places(filter),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/places', {
          params: {
            query: {
              q: filter.q,
              kind: filter.kind,
              unit: filter.unit,
              active: !filter.former,
              cursor: pageParam || undefined,
              limit: 100,
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const set = (part: Filter) => void navigate({ to: '/places', search: { ...filter, ...part }, replace: true })
  const items = places.data?.pages.flatMap((p) => p.items) ?? []
  const filtered = Boolean(filter.q || filter.kind || filter.unit || filter.former)
  const may = roles.some((r) => r === 'cadre' || r === 'supervisor' || r === 'leader' || r === 'system-admin')
  const many = roles.some((r) => r === 'supervisor' || r === 'system-admin')
  return (
    <Page
      title={t('place.list.title')}
      lead={t('place.list.lead')}
      extra={
        <>
          {many ? (
            <>
              <Button
                icon={<DownloadOutlined />}
                href="/api/v1/places/sheet"
                download={`${t('place.list.sheetName')}.xlsx`}
              >
                {t('place.list.sheet')}
              </Button>
              <Button icon={<UploadOutlined />} onClick={() => setDialog('import')}>
                {t('place.list.import')}
              </Button>
            </>
          ) : null}
          {may ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog('add')}>
              {t('place.add')}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs />
      <div className="row no-print">
        <Input.Search
          aria-label={t('place.list.search')}
          placeholder={t('place.list.search')}
          allowClear
          defaultValue={filter.q}
          onSearch={(q) => set({ q: q.trim() || undefined })}
          className="filter-text"
        />
        <Select
          aria-label={t('place.kind')}
          placeholder={t('place.kind')}
          allowClear
          value={filter.kind}
          onChange={(kind) => set({ kind })}
          options={placeKinds.map((value) => ({ value, label: t(`placeKind.${value}`) }))}
          className="filter-pick"
        />
        <Select
          aria-label={t('place.unit')}
          placeholder={t('place.unit')}
          allowClear
          value={filter.unit}
          onChange={(unit) => set({ unit })}
          options={names.directory.units.map((u) => ({ value: u.id, label: u.name }))}
          popupMatchSelectWidth={false}
          className="filter-pick"
        />
        <Checkbox
          checked={filter.former ?? false}
          onChange={(e) => set({ former: e.target.checked ? true : undefined })}
        >
          {t('place.list.former')}
        </Checkbox>
      </div>
      <div className="panel">
        <Loaded query={places}>
          {() =>
            items.length === 0 ? (
              <Nothing
                title={t(filtered ? 'place.list.empty' : 'place.list.none')}
                hint={t(filtered ? 'place.list.emptyHint' : 'place.list.noneHint')}
              />
            ) : (
              <Table items={items} />
            )
          }
        </Loaded>
      </div>
      {places.hasNextPage ? <Button onClick={() => void places.fetchNextPage()}>{t('do.more')}</Button> : null}
      {dialog === 'add' ? <PlaceForm onClose={() => setDialog(null)} /> : null}
      {dialog === 'import' ? <ImportPlaces onClose={() => setDialog(null)} /> : null}
    </Page>
  )
}

function Table({ items }: { items: Noun['Place'][] }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <table className="grid grid-cards">
      <thead>
        <tr>
          <th>{t('place.name')}</th>
          <th>{t('place.kind')}</th>
          <th>{t('place.unit')}</th>
          <th>{t('place.address')}</th>
          <th>{t('place.person')}</th>
          <th>{t('place.responsible')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((p) => (
          <tr key={p.id}>
            <td>
              <Link to="/places/$placeId" params={{ placeId: p.id }}>
                <strong>{p.name}</strong>
              </Link>{' '}
              <span className="soft num">{p.code}</span>
            </td>
            <td data-name={t('place.kind')}>{t(`placeKind.${p.kind}`)}</td>
            <td data-name={t('place.unit')}>{names.unit(p.unit_id)}</td>
            <td data-name={t('place.address')}>{p.address || '—'}</td>
            <td data-name={t('place.person')}>{[p.person, p.phone].filter(Boolean).join(' ') || '—'}</td>
            <td data-name={t('place.responsible')}>
              {p.responsible ? names.full(p.responsible) : t('hazard.headOf', { unit: names.unit(p.unit_id) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
