import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

const rooms = [
  ['/hazards', 'hazards'],
  ['/places', 'places'],
  ['/checklists', 'checklists'],
] as const

/** The rooms of inspections, one beside the other. */
export function Tabs() {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('nav.hazards')} className="room-tabs no-print">
      <ul>
        {rooms.map(([to, name]) => (
          <li key={to}>
            <Link to={to} activeProps={{ className: 'room-on' }}>
              {t(`inspect.rooms.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
