import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import { FirstSteps } from './first-steps'
import { Posts } from './posts'
import { UnitForm } from './unit-form'
import './admin.css'

export type Unit = Noun['Unit']

/** Units as a tree, each unit's posts, and who holds them over time. */
export function UnitsPage() {
  const { t } = useTranslation()
  const mayEdit = rolesOf(useMe()).includes('system-admin')
  const units = useQuery({ queryKey: keys.units(), queryFn: () => answer(api.GET('/api/v1/units')) })
  const search = useSearch({ from: '/shell/admin/units' })
  const navigate = useNavigate()
  const names = useNames()
  const chosen = search.unit ?? names.unitOf(search.post)
  const choose = (unit: string) => void navigate({ to: '/admin/units', search: { unit } })
  const [text, setText] = useState('')
  const [editing, setEditing] = useState<Unit | 'new' | null>(null)
  return (
    <Page
      title={t('admin.units.title')}
      lead={t('admin.units.lead')}
      extra={
        mayEdit ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            {t('admin.units.add')}
          </Button>
        ) : null
      }
    >
      <FirstSteps />
      <Loaded query={units}>
        {({ items }) => {
          const unit = items.find((u) => u.id === chosen) ?? items[0]
          if (!unit) {
            return (
              <div className="panel">
                <Nothing title={t('admin.units.empty')} hint={t('admin.units.emptyHint')}>
                  {mayEdit ? (
                    <Button type="primary" onClick={() => setEditing('new')}>
                      {t('admin.units.add')}
                    </Button>
                  ) : null}
                </Nothing>
              </div>
            )
          }
          return (
            <div className="admin-split">
              <Panel title={t('admin.units.tree')} bare>
                <div className="panel-body">
                  <Input
                    aria-label={t('admin.units.search')}
                    placeholder={t('admin.units.search')}
                    allowClear
                    value={text}
                    onChange={(e) => setText(e.target.value)}
                  />
                </div>
                <Tree units={items} text={text.trim()} chosen={unit.id} onChoose={choose} />
              </Panel>
              <div className="stack">
                <UnitHead unit={unit} units={items} mayEdit={mayEdit} onEdit={() => setEditing(unit)} />
                <Posts unit={unit} units={items} mayEdit={mayEdit} />
              </div>
            </div>
          )
        }}
      </Loaded>
      {editing ? (
        <UnitForm
          unit={editing === 'new' ? undefined : editing}
          units={units.data?.items ?? []}
          onClose={() => setEditing(null)}
          onDone={(u) => choose(u.id)}
        />
      ) : null}
    </Page>
  )
}

/** Units in the order of the tree with their depth; those whose parent is not there stand at the top. */
export function inTreeOrder(units: Unit[]): { unit: Unit; depth: number }[] {
  const ids = new Set(units.map((u) => u.id))
  const found: { unit: Unit; depth: number }[] = []
  const seen = new Set<string>()
  const add = (parent: string | undefined, depth: number) => {
    for (const unit of units) {
      const top = !unit.parent_id || !ids.has(unit.parent_id)
      if (seen.has(unit.id) || (parent === undefined ? !top : unit.parent_id !== parent)) continue
      seen.add(unit.id)
      found.push({ unit, depth })
      add(unit.id, depth + 1)
    }
  }
  add(undefined, 0)
  return found
}

interface TreeProps {
  units: Unit[]
  text: string
  chosen: string
  onChoose: (id: string) => void
}

function Tree({ units, text, chosen, onChoose }: TreeProps) {
  const { t } = useTranslation()
  const shown = inTreeOrder(units).filter(
    ({ unit }) => text === '' || unit.name.includes(text) || unit.code.includes(text),
  )
  return (
    <ul className="unit-tree">
      {shown.map(({ unit, depth }) => (
        <li key={unit.id}>
          <button
            type="button"
            style={{ paddingLeft: 18 + (text === '' ? depth * 20 : 0) }}
            aria-current={unit.id === chosen ? 'true' : undefined}
            onClick={() => onChoose(unit.id)}
          >
            {unit.name}
            <span className="soft">
              {t(`unitKind.${unit.kind}`)}
              {unit.active ? '' : ` · ${t('admin.units.inactive')}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface HeadProps {
  unit: Unit
  units: Unit[]
  mayEdit: boolean
  onEdit: () => void
}

function UnitHead({ unit, units, mayEdit, onEdit }: HeadProps) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const remove = useCommand<string, unknown>({
    send: (id) => answer(api.DELETE('/api/v1/units/{id}', { params: { path: { id } } })),
    invalidates: [keys.units(), keys.directory()],
  })
  const ask = () =>
    modal.confirm({
      title: t('admin.units.removeAsk', { name: unit.name }),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate(unit.id),
    })
  return (
    <Panel
      title={unit.name}
      extra={
        mayEdit ? (
          <>
            <Button icon={<EditOutlined />} onClick={onEdit}>
              {t('admin.units.edit')}
            </Button>
            <Button
              icon={<DeleteOutlined />}
              loading={remove.isPending}
              onClick={ask}
              aria-label={t('admin.units.remove')}
            />
          </>
        ) : null
      }
    >
      <div className="stack">
        <ProblemView error={remove.error} />
        <dl className="facts">
          <div>
            <dt>{t('admin.units.code')}</dt>
            <dd>{unit.code}</dd>
          </div>
          <div>
            <dt>{t('admin.units.kind')}</dt>
            <dd>{t(`unitKind.${unit.kind}`)}</dd>
          </div>
          <div>
            <dt>{t('admin.units.parent')}</dt>
            <dd>{units.find((u) => u.id === unit.parent_id)?.name ?? t('admin.units.none')}</dd>
          </div>
          <div>
            <dt>{t('admin.users.status')}</dt>
            <dd>{t(unit.active ? 'admin.units.active' : 'admin.units.inactive')}</dd>
          </div>
        </dl>
      </div>
    </Panel>
  )
}
