import { EditOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Page } from '@/ui/page'
import { Loaded } from '@/ui/states'
import { useBoth } from '@/ui/word'
import { useChecklists } from '@/work/checklists'
import { hasDraft } from '@/work/draft'
import { rolesOf, useMe } from '@/work/session'
import { ChecklistEditor, checklistForm } from './checklist-editor'
import './inspections.css'

/** One checklist in one version; edited, it becomes the next. */
export function ChecklistPage() {
  const { listKey = '' } = useParams({ strict: false })
  const { version } = useSearch({ strict: false })
  const list = useQuery({
    queryKey: keys.checklist(`${listKey}@${version ?? 'newest'}`),
    queryFn: () =>
      answer(api.GET('/api/v1/checklists/{key}', { params: { path: { key: listKey }, query: { version } } })),
  })
  return <Loaded query={list}>{(l) => <Shown key={`${l.key}@${l.version}`} list={l} />}</Loaded>
}

function Shown({ list }: { list: Noun['Checklist'] }) {
  const { t } = useTranslation()
  const both = useBoth()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const newest = useChecklists().data?.items.find((l) => l.key === list.key)?.version ?? list.version
  const me = useMe()
  const may = rolesOf(me).includes('supervisor')
  const begun = hasDraft(`form/${me.user.id}/${checklistForm(list.key)}`)
  const show = (version: number | undefined) =>
    void navigate({ to: '/checklists/$listKey', params: { listKey: list.key }, search: { version } })
  if (editing) {
    return (
      <ChecklistEditor
        list={list}
        onClose={() => setEditing(false)}
        onSaved={() => {
          setEditing(false)
          show(undefined)
        }}
      />
    )
  }
  return (
    <Page
      title={both(list.title)}
      lead={`${t(`placeKind.${list.place as 'other'}`)} · ${t('checklist.version', { n: list.version })}`}
      extra={
        <>
          <Select
            aria-label={t('checklist.versionName')}
            value={list.version}
            onChange={show}
            options={Array.from({ length: newest }, (_, i) => ({
              value: newest - i,
              label: t('checklist.version', { n: newest - i }),
            }))}
          />
          {may && list.version === newest ? (
            <Button type="primary" icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {t(begun ? 'checklist.resume' : 'checklist.edit')}
            </Button>
          ) : null}
        </>
      }
    >
      {list.version < newest ? <p className="warn-bar">{t('checklist.older', { n: newest })}</p> : null}
      <div className="panel">
        <table className="grid grid-cards">
          <thead>
            <tr>
              <th>{t('checklist.number')}</th>
              <th>{t('checklist.item')}</th>
              <th>{t('checklist.basis')}</th>
              <th>{t('hazard.level')}</th>
              <th>{t('checklist.asks')}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((item, i) => (
              <tr key={item.key}>
                <td className="num">{i + 1}</td>
                <td>
                  <strong>{both(item.title)}</strong>
                </td>
                <td data-name={t('checklist.basis')}>
                  <span>
                    {both(item.basis)} <span className="soft nowrap">{t(`basisKind.${item.source}`)}</span>
                  </span>
                </td>
                <td data-name={t('hazard.level')}>
                  <span className={item.level === 'major' ? 'tag tag-major' : 'tag'}>
                    {t(`hazardLevel.${item.level}`)}
                  </span>
                </td>
                <td data-name={t('checklist.asks')}>
                  <Asks item={item} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Page>
  )
}

function Asks({ item }: { item: Noun['ChecklistItem'] }) {
  const { t } = useTranslation()
  const asks = [
    item.photo ? `${t('checklist.photo')} (${t(`need.${item.photo}`)})` : '',
    item.figure ? `${t('checklist.figure')} (${item.figure})` : '',
    item.remark ? `${t('checklist.remark')} (${t(`need.${item.remark}`)})` : '',
  ].filter(Boolean)
  return asks.length > 0 ? asks.join(t('say.semicolon')) : '—'
}
