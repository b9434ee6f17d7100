import type { ReactNode } from 'react'
import { useTitle } from './title'

interface Props {
  title: ReactNode
  lead?: ReactNode
  extra?: ReactNode
  narrow?: boolean
  children: ReactNode
}

/** A page with its one heading. */
export function Page({ title, lead, extra, narrow, children }: Props) {
  const heading = useTitle()
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {extra ? <div className="row no-print">{extra}</div> : null}
      </div>
      <div className="stack">{children}</div>
    </div>
  )
}

interface PanelProps {
  title?: ReactNode
  extra?: ReactNode
  bare?: boolean // no padding: a table or a list fills it
  label?: string
  children: ReactNode
}

export function Panel({ title, extra, bare, label, children }: PanelProps) {
  return (
    <section className="panel" aria-label={label}>
      {title || extra ? (
        <div className="panel-head">
          {title ? <h2>{title}</h2> : <span />}
          {extra ? <div className="row">{extra}</div> : null}
        </div>
      ) : null}
      {bare ? children : <div className="panel-body">{children}</div>}
    </section>
  )
}
