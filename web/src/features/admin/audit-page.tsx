import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Page } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useNames } from '@/work/office'
import { addDays, sayMoment } from '@/work/time'
import './admin.css'

interface Filter {
  user_id?: string
  kind?: string
  result?: string
  object?: string
  from?: string // days
  to?: string
}

/** Days in Shanghai as the moments that the API asks for; the last day is included. */
export function momentsOf({ from, to, ...rest }: Filter) {
  return {
    ...rest,
    from: from ? `${from}T00:00:00+08:00` : undefined,
    to: to ? `${addDays(to, 1)}T00:00:00+08:00` : undefined,
  }
}

/** Every important act of everybody; reading it changes nothing. */
export function AuditPage() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>({})
  const entries = useInfiniteQuery({
    queryKey: keys.audit(filter),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/audit', {
          params: { query: { ...momentsOf(filter), cursor: pageParam || undefined, limit: 100 } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const verify = useMutation({ mutationFn: () => answer(api.POST('/api/v1/audit/verify')) })
  const items = entries.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Page
      title={t('admin.audit.title')}
      lead={t('admin.audit.lead')}
      extra={
        <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('admin.audit.verify')}
        </Button>
      }
    >
      <ProblemView error={verify.error} onRetry={() => verify.mutate()} retrying={verify.isPending} />
      {verify.data ? (
        <p className={verify.data.ok ? 'plan-ready notice-bar' : 'warn-bar'} role="status">
          {t(verify.data.ok ? 'admin.audit.verified' : 'admin.audit.broken', { n: verify.data.entries })}
        </p>
      ) : null}
      <Filters filter={filter} onChange={setFilter} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="panel scroll-x" tabIndex={0} role="region" aria-label={t('admin.audit.title')}>
        <Loaded query={entries} lines={12}>
          {() =>
            items.length === 0 ? (
              <Nothing title={t('admin.audit.empty')} hint={t('admin.audit.emptyHint')} />
            ) : (
              <table className="grid grid-cards">
                <thead>
                  <tr>
                    <th>{t('admin.audit.at')}</th>
                    <th>{t('admin.audit.user')}</th>
                    <th>{t('admin.audit.kind')}</th>
                    <th>{t('admin.audit.result')}</th>
                    <th>{t('admin.audit.object')}</th>
                    <th>{t('admin.audit.detail')}</th>
                    <th>{t('admin.audit.ip')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((e) => (
                    <tr key={e.seq}>
                      <td data-name={t('admin.audit.at')} className="num nowrap">
                        {sayMoment(e.at)}
                      </td>
                      <td data-name={t('admin.audit.user')}>{e.user_name || e.user_id || '—'}</td>
                      <td data-name={t('admin.audit.kind')}>{e.kind}</td>
                      <td data-name={t('admin.audit.result')}>{e.result}</td>
                      <td data-name={t('admin.audit.object')} className="audit-detail">
                        {e.object}
                      </td>
                      <td data-name={t('admin.audit.detail')} className="audit-detail">
                        {e.detail}
                      </td>
                      <td data-name={t('admin.audit.ip')} className="num">
                        {e.ip}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Loaded>
      </div>
      {entries.hasNextPage ? (
        <Button loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (f: Filter) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const text = (name: 'kind' | 'result' | 'object') => (
    <Input
      key={name}
      className="filter-pick audit-text"
      aria-label={t(`admin.audit.${name}`)}
      placeholder={`${t(`admin.audit.${name}`)} (${t(`admin.audit.${name}Hint`)})`}
      allowClear
      defaultValue={filter[name]}
      onBlur={(e) => onChange({ ...filter, [name]: e.target.value.trim() || undefined })}
      onPressEnter={(e) => onChange({ ...filter, [name]: e.currentTarget.value.trim() || undefined })}
    />
  )
  return (
    <div className="row">
      <Select
        className="filter-pick"
        aria-label={t('admin.audit.user')}
        placeholder={t('admin.audit.user')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.user_id}
        onChange={(user_id) => onChange({ ...filter, user_id })}
        options={names.directory.people.map((p) => ({ value: p.id, label: p.name }))}
      />
      {text('kind')}
      {text('result')}
      {text('object')}
      <Input
        type="date"
        className="audit-day"
        aria-label={t('admin.audit.from')}
        value={filter.from ?? ''}
        onChange={(e) => onChange({ ...filter, from: e.target.value || undefined })}
      />
      <Input
        type="date"
        className="audit-day"
        aria-label={t('admin.audit.to')}
        value={filter.to ?? ''}
        onChange={(e) => onChange({ ...filter, to: e.target.value || undefined })}
      />
    </div>
  )
}
