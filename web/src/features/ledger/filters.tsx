import { CloseOutlined, FilterOutlined, SaveOutlined } from '@ant-design/icons'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { zh } from '@/i18n/texts/words'
import { useWide } from '@/ui/wide'
import { useNames } from '@/work/office'
import { PickRef } from '@/work/pick-ref'
import { type StepState, stepStates } from '@/work/step-states'
import type { Column } from './columns'
import { type Filter, useSaved } from './saved'

interface Props {
  filter: Filter
  columns: Column[]
  onChange: (filter: Filter) => void
  onColumns: (columns: Column[]) => void
  user: string
}

/** What the ledger shows: kept in the address, so that it can be sent to somebody; named sets can be saved. */
export function Filters({ filter, columns, onChange, onColumns, user }: Props) {
  const { t } = useTranslation()
  const wide = useWide()
  const [open, setOpen] = useState(false)
  const set = (part: Filter) => onChange({ ...filter, ...part })
  const used = Object.entries(filter).filter(([name, value]) => name !== 'q' && value !== undefined).length
  return (
    <div className="panel panel-body no-print ledger-filters">
      <div className="row">
        <Input.Search
          key={String(filter.q ?? '')}
          aria-label={t('ledger.search')}
          placeholder={t('ledger.search')}
          allowClear
          defaultValue={filter.q as string}
          onSearch={(q) => set({ q: q.trim() || undefined })}
          className="filter-text"
        />
        {wide ? null : (
          <Button icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
            {used > 0 ? used : ''}
          </Button>
        )}
        {wide || open ? <Picks filter={filter} set={set} /> : null}
      </div>
      {wide || open ? (
        <SavedRow filter={filter} columns={columns} onChange={onChange} onColumns={onColumns} user={user} />
      ) : null}
    </div>
  )
}

function Picks({ filter, set }: { filter: Filter; set: (part: Filter) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const pick = (name: string, label: string, options: { value: string | number; label: string }[]) => (
    <Select
      key={name}
      aria-label={label}
      placeholder={label}
      allowClear
      value={filter[name] as string | undefined}
      onChange={(value) => set({ [name]: value })}
      options={options}
      popupMatchSelectWidth={false}
      className="filter-pick"
    />
  )
  const year = new Date().getFullYear()
  return (
    <>
      {pick(
        'light',
        t('ledger.light'),
        (['red', 'yellow', 'green', 'none'] as const).map((l) => ({ value: l, label: t(`light.${l}`) })),
      )}
      {pick('status', t('ledger.status'), [
        ...Object.keys(stepStates).map((s) => ({ value: s, label: t(`stepState.${s as StepState}`) })),
        ...Object.keys(zh.stepStatus).map((s) => ({ value: s, label: t(`stepStatus.${s as 'open'}`) })),
      ])}
      {pick(
        'unit',
        t('ledger.unit'),
        names.directory.units.map((u) => ({ value: u.id, label: u.name })),
      )}
      {pick(
        'kind',
        t('ledger.kind'),
        Object.keys(zh.goalKind).map((k) => ({ value: k, label: t(`goalKind.${k as 'general'}`) })),
      )}
      <span className="filter-pick">
        <PickRef
          value={(filter.who as string) ?? ''}
          onChange={(who) => set({ who: who || undefined })}
          people={t('form.people')}
          placeholder={t('ledger.who')}
          aria-label={t('ledger.who')}
        />
      </span>
      {pick(
        'year',
        t('ledger.year'),
        [year + 1, year, year - 1].map((y) => ({ value: y, label: String(y) })),
      )}
      <span className="ledger-day">
        {t('ledger.from')}
        <Input
          type="date"
          aria-label={t('ledger.from')}
          value={(filter.from as string) ?? ''}
          onChange={(e) => set({ from: e.target.value || undefined })}
        />
        {t('ledger.to')}
        <Input
          type="date"
          aria-label={t('ledger.to')}
          value={(filter.to as string) ?? ''}
          onChange={(e) => set({ to: e.target.value || undefined })}
        />
      </span>
    </>
  )
}

function SavedRow({ filter, columns, onChange, onColumns, user }: Props) {
  const { t } = useTranslation()
  const { saved, save, remove } = useSaved(user)
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const filtered = Object.values(filter).some((v) => v !== undefined)
  const done = () => {
    if (name.trim() === '') return
    save({ name: name.trim(), filter, columns })
    setNaming(false)
    setName('')
  }
  return (
    <div className="row ledger-saved">
      <span className="soft">{t('ledger.saved')}</span>
      {saved.length === 0 && !filtered ? <span className="soft">{t('ledger.savedNone')}</span> : null}
      {saved.map((s) => (
        <span key={s.name} className="ledger-chip">
          <button
            type="button"
            onClick={() => {
              onChange(s.filter)
              if (s.columns) onColumns(s.columns)
            }}
          >
            {s.name}
          </button>
          <button type="button" aria-label={t('ledger.removeSaved', { name: s.name })} onClick={() => remove(s.name)}>
            <CloseOutlined aria-hidden="true" />
          </button>
        </span>
      ))}
      {filtered ? (
        <>
          <Button size="small" icon={<SaveOutlined />} onClick={() => setNaming(true)}>
            {t('ledger.save')}
          </Button>
          <Button size="small" type="link" onClick={() => onChange({})}>
            {t('do.reset')}
          </Button>
        </>
      ) : null}
      <Modal
        open={naming}
        title={t('ledger.saveName')}
        onCancel={() => setNaming(false)}
        onOk={done}
        okText={t('do.save')}
        okButtonProps={{ disabled: name.trim() === '' }}
      >
        <Input
          aria-label={t('ledger.saveName')}
          maxLength={30}
          value={name}
          onChange={(e) => setName(e.target.value)}
          onPressEnter={done}
        />
      </Modal>
    </div>
  )
}
