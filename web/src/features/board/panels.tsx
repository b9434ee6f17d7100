import { BellOutlined, SmileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import type { Intent } from '@/work/forms/sheet'
import { statusesOf } from '@/work/step-states'
import { addDays, dayOf } from '@/work/time'
import { Lines } from './lines'

const shown = 10

interface Props {
  at: string
  year: number | undefined
  onIntent: (intent: Intent) => void
}

interface Span {
  from: string
  to: string
}

/** Steps in work that show a light; those due within some days. */
function useLines(light: Noun['Light'], year: number | undefined, span?: Span) {
  const query = { light, status: statusesOf('running'), due_from: span?.from, due_to: span?.to, year, limit: shown }
  return useQuery({
    queryKey: keys.ledger({ board: true, ...query }),
    queryFn: () => answer(api.GET('/api/v1/ledger', { params: { query } })),
  })
}

/** What turned red this week: due within the last seven days and not handed in. */
export function TurnedRed({ at, year, onIntent }: Props) {
  const { t } = useTranslation()
  const span = { from: addDays(dayOf(at), -7), to: dayOf(at) }
  const lines = useLines('red', year, span)
  return (
    <Panel
      title={t('board.turnedRed')}
      bare
      extra={
        <Link to="/ledger" search={{ light: 'red', status: 'running', ...span, year }}>
          {t('board.inLedger')}
        </Link>
      }
    >
      <Loaded query={lines} lines={3}>
        {({ items }) => (
          <Lines
            lines={items}
            reasons
            onIntent={onIntent}
            empty={<Nothing title={t('board.noTurnedRed')} icon={<SmileOutlined />} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

/** What is at risk, with the reason. */
export function AtRisk({ year, onIntent }: Props) {
  const { t } = useTranslation()
  const lines = useLines('yellow', year)
  return (
    <Panel
      title={t('board.risk')}
      bare
      extra={
        <Link to="/ledger" search={{ light: 'yellow', status: 'running', year }}>
          {t('board.inLedger')}
        </Link>
      }
    >
      <Loaded query={lines} lines={3}>
        {({ items }) => (
          <Lines
            lines={items}
            reasons
            onIntent={onIntent}
            empty={<Nothing title={t('board.noRisk')} icon={<SmileOutlined />} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

/** What needs somebody's attention beside the work itself; nothing when all is well. */
export function Advisories() {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: keys.advisories(),
    queryFn: () => answer(api.GET('/api/v1/advisories')),
  })
  if (!data || data.items.length === 0) return null
  return (
    <section className="warn-bar" aria-label={t('board.advisories')}>
      <strong>
        <BellOutlined aria-hidden="true" /> {t('board.advisories')}
      </strong>
      <ul className="board-advisories">
        {data.items.map((a) => (
          <li key={`${a.code}/${a.ref ?? ''}/${a.year ?? 0}`}>
            {a.sentence}
            {(a.goals ?? []).slice(0, 5).map((id, i) => (
              <span key={id}>
                {' '}
                <Link to="/goals/$goalId" params={{ goalId: id }}>
                  {t('board.goalNo', { n: i + 1 })}
                </Link>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
