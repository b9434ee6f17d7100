import { InputNumber } from 'antd'
import { Field } from '@/ui/field'
import { toThousandths } from './points'

interface Props {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  hint?: string
  optional?: boolean
  min?: number
  max?: number
}

/** A number that travels in thousandths: points, weights in per cent, times. */
export function Milli({ label, value, onChange, hint, optional, min = -1000, max = 1000 }: Props) {
  return (
    <Field label={label} hint={hint} optional={optional}>
      <InputNumber
        min={min}
        max={max}
        value={value === undefined ? null : value / 1000}
        onChange={(n) => onChange(n === null ? undefined : toThousandths(n))}
      />
    </Field>
  )
}
