import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import type { Intent } from '@/work/forms/sheet'
import { useNames } from '@/work/office'
import { sayTarget } from '@/work/quantity'
import { StepActs } from '@/work/step-acts'

interface Props {
  lines: Noun['LedgerLine'][]
  empty: ReactNode
  /** Says beside each line why it is there. */
  reasons?: boolean
  onIntent: (intent: Intent) => void
}

/** Steps of the ledger in short; a leader acts on each without leaving the board. */
export function Lines({ lines, empty, reasons, onIntent }: Props) {
  const names = useNames()
  if (lines.length === 0) return empty
  return (
    <ul className="board-lines">
      {lines.map(({ step, light, ...line }) => (
        <li key={`${step.goal_id}/${step.key}`}>
          <Light light={light} />
          <div>
            <Link to="/goals/$goalId" params={{ goalId: step.goal_id }} search={{ step: step.key }}>
              {step.title}
            </Link>
            <p className="soft">
              {line.goal_number} {line.goal_title} · {names.full(step.lead)}
            </p>
            <Due at={step.due_at} light={light} met={step.met_at} />
            {reasons ? <Why step={step} /> : null}
          </div>
          <StepActs step={step} onIntent={onIntent} />
        </li>
      ))}
    </ul>
  )
}

/** What keeps a step from being safe, in words. */
function Why({ step }: { step: Noun['Step'] }) {
  const { t } = useTranslation()
  const behind =
    step.target && (step.total ?? 0) < step.target.milli
      ? t('board.why.quantity', {
          total: sayTarget({ milli: step.total ?? 0, unit: '' }),
          target: sayTarget(step.target),
        })
      : ''
  const status = step.status ?? 'pending'
  const reasons = [
    status === 'open' ? t('board.why.open') : '',
    status === 'returned' ? t('board.why.returned', { reason: step.last?.text ?? '' }) : '',
    status === 'review' ? t('board.why.review') : '',
    step.urged > 0 ? t('goal.urged', { n: step.urged }) : '',
    behind,
  ].filter(Boolean)
  return reasons.length > 0 ? <p className="board-why">{reasons.join(' · ')}</p> : null
}
