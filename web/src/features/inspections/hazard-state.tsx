import {
  CheckCircleFilled,
  ClockCircleFilled,
  EyeOutlined,
  MinusCircleOutlined,
  ToolOutlined,
  WarningFilled,
} from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'

const icons = {
  found: <ClockCircleFilled />,
  rectifying: <ToolOutlined />,
  reinspecting: <EyeOutlined />,
  accepting: <EyeOutlined />,
  accepted: <CheckCircleFilled />,
  closed: <CheckCircleFilled />,
  cancelled: <MinusCircleOutlined />,
}

const colours = { closed: 'green', accepted: 'green', cancelled: 'none' } as const

/** Where a hazard stands: a word and an icon, and that it is overdue. */
export function State({ standing, overdue }: { standing: Noun['Standing']; overdue: boolean }) {
  const { t } = useTranslation()
  const colour = overdue ? 'red' : standing.state in colours ? colours[standing.state as 'closed'] : 'yellow'
  return (
    <span className="row">
      <span className={`light light-${colour}`}>
        <span aria-hidden="true">{overdue ? <WarningFilled /> : icons[standing.state]}</span>
        {t(`hazardState.${standing.state}`)}
        {overdue ? ` · ${t('light.red')}` : ''}
      </span>
      {standing.listed ? <span className="tag tag-major">{t('hazard.listed')}</span> : null}
    </span>
  )
}
