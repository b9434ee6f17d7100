import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { acts } from '@/api/acts'
import { useNames } from '@/work/office'
import { addDays } from '@/work/time'
import { useAuditWords } from './audit-words'

export interface AuditFilter {
  user_id?: string
  kind?: string
  result?: string
  object?: string
  from?: string // days
  to?: string
}

/** Days in Shanghai as the moments that the API asks for; the last day is included. */
export function momentsOf({ from, to, ...rest }: AuditFilter) {
  return {
    ...rest,
    from: from ? `${from}T00:00:00+08:00` : undefined,
    to: to ? `${addDays(to, 1)}T00:00:00+08:00` : undefined,
  }
}

interface Props {
  filter: AuditFilter
  results: Record<string, string> // those that were met, as the server says them
  onChange: (filter: AuditFilter) => void
}

/** Days that end before they begin find nothing, and are not asked for. */
export function reversed({ from, to }: AuditFilter): boolean {
  return from !== undefined && to !== undefined && to < from
}

/** Who did what, with which result, to whom or what, from which day to which. */
export function AuditFilters({ filter, results, onChange }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const say = useAuditWords()
  const set = (part: AuditFilter) => onChange({ ...filter, ...part })
  const pick = (name: 'user_id' | 'kind' | 'result', label: string, options: { value: string; label: string }[]) => (
    <Select
      className="filter-pick"
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={filter[name]}
      onChange={(value: string | undefined) => set({ [name]: value })}
      options={options}
      popupMatchSelectWidth={false}
    />
  )
  const day = (name: 'from' | 'to') => (
    <span className="audit-day">
      <span className="soft" aria-hidden="true">
        {t(`admin.audit.${name}`)}
      </span>
      <Input
        type="date"
        aria-label={t(`admin.audit.${name}`)}
        value={filter[name] ?? ''}
        onChange={(e) => set({ [name]: e.target.value || undefined })}
      />
    </span>
  )
  const known = [...new Set(['ok', ...Object.keys(results), ...(filter.result ? [filter.result] : [])])]
  return (
    <div className="row">
      {pick(
        'user_id',
        t('admin.audit.user'),
        names.directory.people.map((p) => ({ value: p.id, label: p.name })),
      )}
      {pick(
        'kind',
        t('admin.audit.kind'),
        Object.keys(acts).map((kind) => ({ value: kind, label: say.act(kind) })),
      )}
      {pick(
        'result',
        t('admin.audit.result'),
        known.map((r) => ({ value: r, label: say.result(r, results) })),
      )}
      <span className="audit-text">
        <Input
          aria-label={t('admin.audit.object')}
          placeholder={`${t('admin.audit.object')} (${t('admin.audit.objectHint')})`}
          allowClear
          defaultValue={filter.object}
          onBlur={(e) => set({ object: e.target.value.trim() || undefined })}
          onPressEnter={(e) => set({ object: e.currentTarget.value.trim() || undefined })}
        />
      </span>
      {day('from')}
      {day('to')}
      {reversed(filter) ? (
        <p className="field-error" role="alert">
          {t('admin.audit.reversed')}
        </p>
      ) : null}
    </div>
  )
}
