import { CheckCircleFilled, ClockCircleFilled, MinusCircleOutlined, WarningFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'

const icons = {
  none: <MinusCircleOutlined />,
  green: <CheckCircleFilled />,
  yellow: <ClockCircleFilled />,
  red: <WarningFilled />,
}

/** A light 灯色: always its word and an icon, never colour alone. */
export function Light({ light }: { light: Noun['Light'] }) {
  const { t } = useTranslation()
  return (
    <span className={`light light-${light}`}>
      <span aria-hidden="true">{icons[light]}</span>
      {t(`light.${light}`)}
    </span>
  )
}
