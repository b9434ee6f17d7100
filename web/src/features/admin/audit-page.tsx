import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Page } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { sayMoment } from '@/work/time'
import { type AuditFilter, AuditFilters, momentsOf, reversed } from './audit-filters'
import { AuditObject, type Called } from './audit-object'
import { useAuditWords } from './audit-words'
import './admin.css'

/** Every important act of everybody; reading it changes nothing. */
export function AuditPage() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<AuditFilter>({})
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
    enabled: !reversed(filter),
  })
  const say = useAuditWords()
  const verify = useMutation({ mutationFn: () => answer(api.POST('/api/v1/audit/verify')) })
  const items = entries.data?.pages.flatMap((p) => p.items) ?? []
  const called = Object.assign({}, ...(entries.data?.pages ?? []).map((p) => p.names ?? {})) as Called
  const results: Record<string, string> = Object.assign({}, ...(entries.data?.pages ?? []).map((p) => p.results ?? {}))
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
      <AuditFilters filter={filter} results={results} onChange={setFilter} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="panel scroll-x" tabIndex={0} role="region" aria-label={t('admin.audit.title')}>
        {reversed(filter) ? null : (
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
                        <td data-name={t('admin.audit.kind')}>{say.act(e.kind)}</td>
                        <td data-name={t('admin.audit.result')}>{say.result(e.result, results)}</td>
                        <td data-name={t('admin.audit.object')} className="audit-detail" title={e.object}>
                          <AuditObject object={e.object} called={called} />
                        </td>
                        <td data-name={t('admin.audit.detail')} className="audit-detail">
                          {called[e.object]?.title === e.detail ? null : say.detail(e.kind, e.detail)}
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
        )}
      </div>
      {entries.hasNextPage ? (
        <Button loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </Page>
  )
}
