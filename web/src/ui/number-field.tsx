import { Input, type InputRef } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './field'
import { type Bounds, numberFault, readNumber } from './numbers'

type Told = (Bounds & { needed?: false; onChange: (n: number | null) => void }) | (Bounds & Sure)

/** A number that must be there. */
interface Sure {
  needed: true
  onChange: (n: number) => void
}

type Props = Told & {
  value: number | null | undefined
  disabled?: boolean
  placeholder?: string
  suffix?: string
}

const sayNumber = (n: number | null | undefined) => (n === null || n === undefined ? '' : String(n))

/**
 * What was typed stays as it was typed; what is wrong with it is said, and keeps the form from being sent
 * (numbersRight). Wrong numbers are told too, so that a draft keeps them; where a number is needed, what stood there
 * before is told instead.
 */
function useNumber(props: Props) {
  const { value, disabled, min, max, decimals, needed } = props
  const { t } = useTranslation()
  const ref = useRef<InputRef>(null)
  const [typed, setTyped] = useState({ text: sayNumber(value), told: value, before: value })
  if (value !== typed.told) setTyped({ text: sayNumber(value), told: value, before: value })
  const { text, before } = typed
  const what = disabled ? undefined : numberFault(text, { min, max, decimals, needed })
  const fault = what && t(`number.${what}`, { min, max, n: decimals })
  useEffect(() => ref.current?.input?.setCustomValidity(fault ?? ''), [fault])
  const change = (said: string) => {
    const n = readNumber(said) ?? null
    if (props.needed) {
      const sure = n === null || numberFault(said, props) ? (before ?? 0) : n
      setTyped({ text: said, told: sure, before })
      props.onChange(sure)
    } else {
      setTyped({ text: said, told: n, before })
      props.onChange(n)
    }
  }
  return { ref, text, fault, change, leave: () => setTyped({ ...typed, before: what ? before : value }) }
}

function Box({ number, props, ...rest }: { number: ReturnType<typeof useNumber>; props: Props; id?: string }) {
  return (
    <Input
      {...rest}
      ref={number.ref}
      className="number-input"
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      disabled={props.disabled}
      placeholder={props.placeholder}
      suffix={props.suffix}
      value={number.text}
      onChange={(e) => number.change(e.target.value)}
      onBlur={number.leave}
    />
  )
}

/** A labelled number that is never made to fit: what may stand there is said at the field. */
export function NumberField({
  label,
  hint,
  error,
  optional,
  ...props
}: Props & { label: string; hint?: string; error?: string; optional?: boolean }) {
  const number = useNumber(props)
  return (
    <Field label={label} hint={hint} error={number.fault ?? error} optional={optional}>
      <Box number={number} props={props} />
    </Field>
  )
}

/** The same without a label of its own, for tables and cells. */
export function NumberInput({ id, ...props }: Props & { id?: string; 'aria-label'?: string }) {
  const number = useNumber(props)
  const error = `${useId()}-error`
  const wrong = number.fault
    ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': error }
    : { 'aria-invalid': undefined }
  return (
    <span className="number-cell">
      <Box number={number} props={props} id={id} aria-label={props['aria-label']} {...wrong} />
      {number.fault ? (
        <span className="field-error" id={error}>
          {number.fault}
        </span>
      ) : null}
    </span>
  )
}
