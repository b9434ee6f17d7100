import { cloneElement, type ReactElement, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { fieldId } from './field-place'

interface Props {
  label: string
  hint?: string
  error?: string
  optional?: boolean
  at?: string // the JSON pointer that it edits: a fault can lead to it
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean; status?: string }>
}

/** One labelled control with its hint and what is wrong with it. */
export function Field({ label, hint, error, optional, at, children }: Props) {
  const own = useId()
  const id = at ? fieldId(at) : own
  const { t } = useTranslation()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional ? <span className="soft"> · {t('say.optional')}</span> : null}
      </label>
      {cloneElement(children, {
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
        ...(error ? { status: 'error' } : {}),
      })}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  )
}

/** What the server found wrong with one field of what was sent. */
export function fieldError(error: unknown, ...pointers: string[]): string | undefined {
  if (!(error instanceof Problem)) return undefined
  return error.errors.find((e) => pointers.includes(e.pointer))?.detail
}
