import { CloseCircleFilled, InboxOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { Button } from './button'
import { focusAt } from './field-place'

/** Grey lines where content will be. */
export function Bones({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation()
  return (
    <div className="bones" role="status" aria-label={t('say.loading')}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
        <span key={i} />
      ))}
    </div>
  )
}

interface NothingProps {
  title: string
  hint?: ReactNode
  icon?: ReactNode
  children?: ReactNode // what to do about it
}

/** An empty place that says why it is empty and what to do. */
export function Nothing({ title, hint, icon, children }: NothingProps) {
  return (
    <div className="nothing">
      <span aria-hidden="true">{icon ?? <InboxOutlined />}</span>
      <strong>{title}</strong>
      {hint ? <span>{hint}</span> : null}
      {children}
    </div>
  )
}

interface ProblemProps {
  error: unknown
  /** What the field of a pointer is called: the fault then names it and leads to it. */
  place?: (pointer: string) => string | undefined
  onRetry?: () => void
  retrying?: boolean
}

/** What went wrong, every invalid field, and what to do next. */
export function ProblemView({ error, place, onRetry, retrying }: ProblemProps) {
  const { t } = useTranslation()
  if (!error) return null
  const problem = asProblem(error)
  const again = problem.uncertain || problem.status >= 500 || problem.status === 429
  return (
    <div className="problem" role="alert">
      <CloseCircleFilled aria-hidden="true" />
      <div>
        <strong>{problem.detail}</strong>
        {problem.errors.length > 0 ? (
          <ul>
            {problem.errors.map((e) => (
              <li key={e.pointer + e.code + e.detail}>
                <FaultPlace name={place?.(e.pointer)} pointer={e.pointer} />
                {e.detail}
              </li>
            ))}
          </ul>
        ) : null}
        {problem.uncertain && problem.code !== 'unreachable' ? <p>{t('problem.uncertain')}</p> : null}
        {problem.code === 'stale-round' || problem.code === 'decided' ? <p>{t('problem.stale')}</p> : null}
        {problem.retryAfter > 0 ? <p>{t('problem.later', { n: problem.retryAfter })}</p> : null}
        {problem.traceId && problem.status >= 500 ? (
          <p className="problem-trace">{t('problem.trace', { id: problem.traceId })}</p>
        ) : null}
        {onRetry && again ? (
          <p>
            <Button size="small" onClick={onRetry} loading={retrying}>
              {t('do.retry')}
            </Button>
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** The field that a fault is in, and the way to it. */
function FaultPlace({ name, pointer }: { name: string | undefined; pointer: string }) {
  const { t } = useTranslation()
  if (!name) return null
  return (
    <>
      <button type="button" className="as-link" onClick={() => focusAt(pointer)}>
        {name}
      </button>
      {t('say.colon')}
    </>
  )
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; isFetching: boolean; refetch: () => void }
  lines?: number
  children: (data: T) => ReactNode
}

/** Shows what a query gave; until then bones, and on failure the problem with a way on. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) {
    return (
      <div className="panel-body">
        <ProblemView error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      </div>
    )
  }
  return <Bones lines={lines} />
}
