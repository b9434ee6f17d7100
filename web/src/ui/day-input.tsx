import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWorkdays } from '@/work/office'
import { type Day, weekdayOf } from '@/work/time'

interface Props {
  id?: string
  value: Day
  onChange: (day: Day) => void
  min?: Day
  max?: Day
  size?: 'small' | 'middle' | 'large'
  status?: '' | 'error' | 'warning'
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** A day, picked with the browser's own picker (the phone's, on a phone), and said when it is a day of rest. */
export function DayInput({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation()
  const calendar = useWorkdays()
  const known = /^\d{4}-\d{2}-\d{2}$/.test(value)
  return (
    <span className="day-input">
      <Input type="date" value={value} onChange={(e) => onChange(e.target.value)} {...rest} />
      {known ? (
        <span className="hint nowrap">
          {t(`time.weekday.${weekdayOf(value) as 0}`)}
          {calendar.knows(value) && calendar.rests(value) ? ` · ${t('time.rest')}` : ''}
        </span>
      ) : null}
    </span>
  )
}
