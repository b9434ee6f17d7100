import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { newKey, useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { Page, Panel } from '@/ui/page'
import { Restored } from '@/ui/restored'
import { ProblemView } from '@/ui/states'
import { useBoth } from '@/ui/word'
import { useTyped } from '@/work/typed'

type Item = Noun['ChecklistItem']

interface Props {
  list: Noun['Checklist']
  onClose: () => void
  onSaved: () => void
}

/** Where the typing of a checklist's editor is kept. */
export const checklistForm = (key: string) => `checklist/${key}`

/** Edits a checklist item by item; saved, it is a new version. Items keep their keys: hazards are recognised by them. */
export function ChecklistEditor({ list, onClose, onSaved }: Props) {
  const { t, i18n } = useTranslation()
  const both = useBoth()
  const [english, setEnglish] = useState(i18n.language === 'en') // whether its fields are shown too
  const form = useTyped(checklistForm(list.key), { title: list.title, items: list.items, from: 0 })
  const { title, items } = form.value
  const from = form.value.from || list.version // the version that was edited
  const save = useCommand<Noun['ChecklistInput'], Noun['Checklist']>({
    send: (body) => answer(api.PUT('/api/v1/checklists/{key}', { params: { path: { key: list.key } }, body })),
    invalidates: [keys.checklists()],
    form,
    done: onSaved,
  })
  const input = { key: list.key, version: list.version, place: list.place, title, items }
  const setItems = (next: Item[]) => form.set({ items: next, from })
  const setItem = (i: number, part: Partial<Item>) =>
    setItems(items.map((item, n) => (n === i ? { ...item, ...part } : item)))
  const move = (i: number, by: number) => {
    const next = [...items]
    const [item] = next.splice(i, 1)
    if (item) next.splice(i + by, 0, item)
    setItems(next)
  }
  const add = () =>
    setItems([
      ...items,
      {
        key: `i${newKey().slice(0, 8)}`,
        title: { zh: '', en: '' },
        basis: { zh: '', en: '' },
        source: 'practice',
        level: 'general',
      },
    ])
  return (
    <Page
      title={t('checklist.editing', { name: both(list.title) })}
      lead={t('checklist.editLead', { n: list.version + 1 })}
      extra={
        <>
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(input)}>
            {t('checklist.save', { n: list.version + 1 })}
          </Button>
        </>
      }
    >
      <Restored kept={form.kept} />
      {from === list.version ? null : (
        <p className="warn-bar">{t('checklist.olderDraft', { from, n: list.version })}</p>
      )}
      <ProblemView
        error={save.error}
        place={(pointer) => placeOf(pointer, items, both, t)}
        onRetry={() => save.mutate(input)}
        retrying={save.isPending}
      />
      <Panel>
        <Two
          label={t('checklist.name')}
          value={title}
          onChange={(next) => form.set({ title: next, from })}
          error={save.error}
          at="/title"
          english={english}
        />
        <Checkbox checked={english} onChange={(e) => setEnglish(e.target.checked)}>
          {t('checklist.withEnglish')}
        </Checkbox>
      </Panel>
      <ol className="stack">
        {items.map((item, i) => (
          <li key={item.key}>
            <Panel
              title={`${i + 1}. ${both(item.title) || t('checklist.newItem')}`}
              extra={
                <>
                  <Button
                    icon={<ArrowUpOutlined />}
                    disabled={i === 0}
                    aria-label={t('checklist.up', { n: i + 1 })}
                    onClick={() => move(i, -1)}
                  />
                  <Button
                    icon={<ArrowDownOutlined />}
                    disabled={i === items.length - 1}
                    aria-label={t('checklist.down', { n: i + 1 })}
                    onClick={() => move(i, 1)}
                  />
                  <Button
                    danger
                    icon={<DeleteOutlined />}
                    disabled={items.length === 1}
                    aria-label={t('checklist.removeItem', { n: i + 1 })}
                    onClick={() => setItems(items.filter((_, n) => n !== i))}
                  />
                </>
              }
            >
              <ItemFields
                item={item}
                at={`/items/${i}`}
                error={save.error}
                english={english}
                onChange={(part) => setItem(i, part)}
              />
            </Panel>
          </li>
        ))}
      </ol>
      <div>
        <Button icon={<PlusOutlined />} onClick={add}>
          {t('checklist.addItem')}
        </Button>
      </div>
    </Page>
  )
}

/** The field that a pointer means, with the number and the name of its item. */
function placeOf(pointer: string, items: Item[], both: ReturnType<typeof useBoth>, t: TFunction): string {
  const index = /^\/items\/(\d+)/.exec(pointer)?.[1]
  const part = /\/(title|basis|figure|source|level|photo|remark)\b/.exec(pointer)?.[1]
  const names = { title: 'checklist.item', figure: 'checklist.figureUnit', level: 'hazard.level' } as const
  const field = part ? t(names[part as 'title'] ?? `checklist.${part as 'basis'}`) : ''
  if (index === undefined) return part ? t('checklist.name') : t('checklist.items')
  const title = items[Number(index)]?.title
  const item = `${Number(index) + 1}. ${(title && both(title)) || t('checklist.newItem')}`
  return [item, field].filter(Boolean).join(' › ')
}

interface FieldsProps {
  item: Item
  at: string
  error: unknown
  english: boolean
  onChange: (part: Partial<Item>) => void
}

function ItemFields({ item, at, error, english, onChange }: FieldsProps) {
  const { t } = useTranslation()
  const needs = [
    { value: '', label: t('need.never') },
    { value: 'fail', label: t('need.fail') },
    { value: 'always', label: t('need.always') },
  ]
  const need = (value: string) => (value === '' ? undefined : (value as Noun['Need']))
  return (
    <div className="stack">
      <Two
        label={t('checklist.item')}
        value={item.title}
        onChange={(title) => onChange({ title })}
        error={error}
        at={`${at}/title`}
        english={english}
      />
      <Two
        label={t('checklist.basis')}
        value={item.basis}
        onChange={(basis) => onChange({ basis })}
        error={error}
        at={`${at}/basis`}
        english={english}
      />
      <div className="checklist-fields">
        <Field label={t('checklist.source')}>
          <Select
            value={item.source}
            onChange={(source) => onChange({ source })}
            options={(['law', 'rule', 'practice'] as const).map((value) => ({ value, label: t(`basisKind.${value}`) }))}
          />
        </Field>
        <Field label={t('hazard.level')}>
          <Select
            value={item.level}
            onChange={(level) => onChange({ level })}
            options={(['general', 'major'] as const).map((value) => ({ value, label: t(`hazardLevel.${value}`) }))}
          />
        </Field>
        <Field label={t('checklist.photo')}>
          <Select value={item.photo ?? ''} onChange={(v) => onChange({ photo: need(v) })} options={needs} />
        </Field>
        <Field label={t('checklist.remark')}>
          <Select value={item.remark ?? ''} onChange={(v) => onChange({ remark: need(v) })} options={needs} />
        </Field>
        <Field label={t('checklist.figureUnit')} optional at={`${at}/figure`} error={fieldError(error, `${at}/figure`)}>
          <Input
            maxLength={20}
            value={item.figure ?? ''}
            onChange={(e) => onChange({ figure: e.target.value || undefined })}
          />
        </Field>
      </div>
    </div>
  )
}

interface TwoProps {
  label: string
  value: Noun['Bilingual']
  onChange: (value: Noun['Bilingual']) => void
  error: unknown
  at: string
  english: boolean
}

/** A text in Chinese, and for whoever wants to write it in English, too: left out, the Chinese is shown. */
function Two({ label, value, onChange, error, at, english }: TwoProps) {
  const { t } = useTranslation()
  const wrong = fieldError(error, `${at}/en`)
  if (!english && !wrong) {
    return (
      <Field label={label} at={`${at}/zh`} error={fieldError(error, `${at}/zh`)}>
        <Input maxLength={200} value={value.zh} onChange={(e) => onChange({ ...value, zh: e.target.value })} />
      </Field>
    )
  }
  return (
    <div className="two">
      <Field label={`${label} (${t('checklist.chinese')})`} at={`${at}/zh`} error={fieldError(error, `${at}/zh`)}>
        <Input maxLength={200} value={value.zh} onChange={(e) => onChange({ ...value, zh: e.target.value })} />
      </Field>
      <Field label={`${label} (${t('checklist.english')})`} at={`${at}/en`} optional error={wrong}>
        <Input maxLength={200} value={value.en} onChange={(e) => onChange({ ...value, en: e.target.value })} />
      </Field>
    </div>
  )
}
