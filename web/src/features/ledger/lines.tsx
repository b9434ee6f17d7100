import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import type { Intent } from '@/work/forms/sheet'
import { StepActs } from '@/work/step-acts'
import { type Column, nameless, useCells } from './columns'

type Line = Noun['LedgerLine']

export const idOf = (l: Line) => `${l.step.goal_id}/${l.step.key}`

interface Props {
  lines: Line[]
  columns: Column[]
  ticked: Set<string>
  onTicked?: (ticked: Set<string>) => void // whoever may not oversee ticks nothing
  onIntent?: (intent: Intent) => void // nor acts
}

export function Lines({ lines, columns, ticked, onTicked, onIntent }: Props) {
  const { t } = useTranslation()
  const cell = useCells()
  const tick = (line: Line, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(idOf(line))
    else next.delete(idOf(line))
    onTicked?.(next)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('ledger.title')}>
      <table className="grid grid-cards">
        <thead>
          <tr>
            {onTicked ? (
              <th className="no-print">
                <Checkbox
                  aria-label={t('ledger.tickAll')}
                  checked={ticked.size > 0 && ticked.size === lines.length}
                  indeterminate={ticked.size > 0 && ticked.size < lines.length}
                  onChange={(e) => onTicked(new Set(e.target.checked ? lines.map(idOf) : []))}
                />
              </th>
            ) : null}
            {columns.map((c) => (
              <th key={c}>{t(`ledger.column.${c}`)}</th>
            ))}
            {onIntent ? (
              <th className="no-print">
                <span className="sr-only">{t('ledger.acts')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={idOf(line)}>
              {onTicked ? (
                <td className="no-print ledger-tick">
                  <Checkbox
                    aria-label={t('ledger.tick', { title: line.step.title })}
                    checked={ticked.has(idOf(line))}
                    onChange={(e) => tick(line, e.target.checked)}
                  />
                </td>
              ) : null}
              {columns.map((c) => (
                <td key={c} className={`ledger-${c}`} data-name={nameless(c) ? undefined : t(`ledger.column.${c}`)}>
                  {cell(c, line)}
                </td>
              ))}
              {onIntent ? (
                <td className="no-print ledger-acts">
                  <StepActs step={line.step} onIntent={onIntent} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
