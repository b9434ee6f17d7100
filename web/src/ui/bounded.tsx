import { InputNumber } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  id?: string
  min: number
  max: number
  value: number | null | undefined
  onChange: (n: number | null) => void
  /** Whether what stands there lies outside of the bounds, and was not taken. */
  onWrong?: (wrong: boolean) => void
  suffix?: ReactNode
  status?: 'error'
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** A number that is taken only within its bounds; one outside stays as it was typed, and is told, never changed. */
export function Bounded({ min, max, value, onChange, onWrong, ...rest }: Props) {
  const { t } = useTranslation()
  const says = useId()
  const [outside, setOutside] = useState<number>()
  const wrong = outside !== undefined
  const take = (n: number | null) => {
    const out = n !== null && (n < min || n > max)
    setOutside(out ? n : undefined)
    onWrong?.(out)
    if (!out) onChange(n)
  }
  return (
    <>
      <InputNumber
        {...rest}
        {...(wrong ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': says } : {})}
        value={outside ?? value}
        onChange={take}
      />
      {wrong ? (
        <span className="field-error" id={says} role="alert">
          {t('say.between', { min: min.toLocaleString('zh-CN', { useGrouping: false }), max: spoken(max) })}
        </span>
      ) : null}
    </>
  )
}

/** A bound as people read it; years are written without groups. */
function spoken(n: number): string {
  return n.toLocaleString('zh-CN', { useGrouping: n >= 10_000 })
}
