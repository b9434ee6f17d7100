import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTell } from '@/ui/tell'
import { type Indicator, keysOf, newIndicator, replaced, restOf, type Sheet, withChild } from './cycle-edit'
import { IndicatorForm } from './indicator-form'
import { sayPercent, sayPoints, saySigned } from './points'

interface Props {
  sheet: Sheet
  open: boolean
  onChange: (sheet: Sheet | null) => void
}

/** What is being edited: an indicator that stands, or a new one below another, or at the top. */
interface Editing {
  indicator: Indicator
  rest: number
  isNew: boolean
  below?: Indicator
}

/** One sheet of indicators, as a tree. */
export function SheetTree({ sheet, open, onChange }: Props) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const [editing, setEditing] = useState<Editing | null>(null)
  const put = (indicators: Indicator[]) => onChange({ ...sheet, indicators })
  const add = (below?: Indicator) => {
    const rest = restOf((below ? (below.children ?? []) : sheet.indicators).map((i) => i.weight))
    setEditing({ indicator: newIndicator(keysOf(sheet.indicators), rest), rest, isNew: true, below })
  }
  const take = (indicator: Indicator) => {
    const { below, isNew } = editing ?? {}
    if (!isNew) put(replaced(sheet.indicators, indicator.key, indicator))
    else if (below) put(replaced(sheet.indicators, below.key, withChild(below, indicator)))
    else put([...sheet.indicators, indicator])
    setEditing(null)
  }
  const sure = (title: string, onOk: () => void) =>
    void modal.confirm({ title, content: t('make.removeAsk'), okButtonProps: { danger: true }, onOk })
  const acts: Acts | undefined = open
    ? {
        edit: (indicator, siblings) =>
          setEditing({
            indicator,
            isNew: false,
            rest: restOf(siblings.filter((s) => s.key !== indicator.key).map((s) => s.weight)),
          }),
        add,
        remove: (i) =>
          sure(t('make.removeName', { name: i.title }), () => put(replaced(sheet.indicators, i.key, null))),
      }
    : undefined
  return (
    <section>
      <div className="indicator-line">
        {open ? (
          <Input
            className="sheet-title"
            aria-label={t('make.sheetTitle')}
            maxLength={200}
            value={sheet.title}
            onChange={(e) => onChange({ ...sheet, title: e.target.value })}
          />
        ) : (
          <h3>{sheet.title}</h3>
        )}
        {open ? (
          <span className="row">
            <Button size="small" icon={<PlusOutlined />} onClick={() => add()}>
              {t('make.addIndicator')}
            </Button>
            <Button
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('make.removeName', { name: sheet.title })}
              onClick={() => sure(t('make.removeName', { name: sheet.title }), () => onChange(null))}
            />
          </span>
        ) : null}
      </div>
      <Level list={sheet.indicators} acts={acts} />
      {editing ? (
        <IndicatorForm indicator={editing.indicator} rest={editing.rest} onOk={take} onClose={() => setEditing(null)} />
      ) : null}
    </section>
  )
}

interface Acts {
  edit: (indicator: Indicator, siblings: Indicator[]) => void
  add: (below: Indicator) => void
  remove: (indicator: Indicator) => void
}

function Level({ list, acts }: { list: Indicator[]; acts?: Acts }) {
  return (
    <ul className="indicator-tree">
      {list.map((i) => (
        <li key={i.key}>
          <div className="indicator-line">
            <IndicatorWords indicator={i} />
            {acts ? <IndicatorActs indicator={i} siblings={list} acts={acts} /> : null}
          </div>
          {(i.rules ?? []).map((r) => (
            <p key={r.key} className="soft">
              {r.title} {r.points ? saySigned(r.points) : ''}
            </p>
          ))}
          {i.children && i.children.length > 0 ? <Level list={i.children} acts={acts} /> : null}
        </li>
      ))}
    </ul>
  )
}

function IndicatorWords({ indicator: i }: { indicator: Indicator }) {
  const { t } = useTranslation()
  return (
    <p>
      <strong>{i.title}</strong>{' '}
      <span className="soft">
        {i.weight !== undefined ? `${sayPercent(i.weight)} ` : ''}
        {i.full !== undefined ? t('cycle.full', { n: sayPoints(i.full) }) : ''}
        {i.blind ? ` · ${t('assess.bench.blind')}` : ''}
      </span>
    </p>
  )
}

function IndicatorActs({ indicator: i, siblings, acts }: { indicator: Indicator; siblings: Indicator[]; acts: Acts }) {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Button
        size="small"
        icon={<EditOutlined />}
        aria-label={t('make.editName', { name: i.title })}
        onClick={() => acts.edit(i, siblings)}
      />
      <Button
        size="small"
        icon={<PlusOutlined />}
        aria-label={t('make.addBelow', { name: i.title })}
        onClick={() => acts.add(i)}
      />
      <Button
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('make.removeName', { name: i.title })}
        onClick={() => acts.remove(i)}
      />
    </span>
  )
}
