import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'
import { useTell } from '@/ui/tell'
import { type Formula, newFormula } from './cycle-edit'
import type { CyclePart } from './cycle-page'
import { FormulaForm } from './formula-form'
import { sayPercent } from './points'

/** How the parts make the total. */
export function CycleFormulas({ cycle, set, open }: CyclePart) {
  const { t } = useTranslation()
  const { modal } = useTell()
  const [editing, setEditing] = useState<Formula | null>(null)
  const put = (formula: Formula) => {
    const known = cycle.formulas.some((f) => f.key === formula.key)
    set({
      formulas: known ? cycle.formulas.map((f) => (f.key === formula.key ? formula : f)) : [...cycle.formulas, formula],
    })
    setEditing(null)
  }
  const remove = (formula: Formula) =>
    modal.confirm({
      title: t('make.removeName', { name: formula.title }),
      content: t('make.removeFormulaAsk', { n: cycle.assessed.filter((a) => a.formula === formula.key).length }),
      okButtonProps: { danger: true },
      onOk: () => set({ formulas: cycle.formulas.filter((f) => f.key !== formula.key) }),
    })
  return (
    <Panel
      title={t('cycle.formulas')}
      extra={
        open ? (
          <Button icon={<PlusOutlined />} onClick={() => setEditing(newFormula(cycle))}>
            {t('make.addFormula')}
          </Button>
        ) : null
      }
    >
      <div className="stack">
        {cycle.formulas.length === 0 ? <p className="soft">{t('make.noFormulas')}</p> : null}
        {cycle.formulas.map((f) => (
          <div key={f.key} className="indicator-line">
            <FormulaWords formula={f} />
            {open ? (
              <span className="row">
                <Button
                  size="small"
                  icon={<EditOutlined />}
                  aria-label={t('make.editName', { name: f.title })}
                  onClick={() => setEditing(f)}
                />
                <Button
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('make.removeName', { name: f.title })}
                  onClick={() => void remove(f)}
                />
              </span>
            ) : null}
          </div>
        ))}
      </div>
      {editing ? <FormulaForm cycle={cycle} formula={editing} onOk={put} onClose={() => setEditing(null)} /> : null}
    </Panel>
  )
}

function FormulaWords({ formula: f }: { formula: Formula }) {
  const { t } = useTranslation()
  return (
    <p>
      <strong>{f.title}</strong>
      {t('say.colon')}
      {f.parts.map((p) => `${p.title} ${sayPercent(p.weight)}`).join(' + ')}
      {(f.extras ?? []).length > 0
        ? `${t('say.semicolon')}${(f.extras ?? []).map((x) => `${t(`cycle.effects.${x.effect}`)} ${x.title}`).join(t('say.comma'))}`
        : ''}
      {(f.vetoes ?? []).length > 0
        ? `${t('say.semicolon')}${t('cycle.vetoes')} ${(f.vetoes ?? []).map((v) => v.title).join(t('say.comma'))}`
        : ''}
    </p>
  )
}
