import { type ReactNode, useId } from 'react'
import './goal-settings.css'

interface CellProps {
  label: string
  unit?: string
  children: (id: string) => ReactNode
}

/** A labelled control with its unit. */
export function Cell({ label, unit, children }: CellProps) {
  const id = useId()
  return (
    <div className="setting-cell">
      <label htmlFor={id}>{label}</label>
      <span className="row">
        {children(id)}
        {unit ? <span className="soft">{unit}</span> : null}
      </span>
    </div>
  )
}
