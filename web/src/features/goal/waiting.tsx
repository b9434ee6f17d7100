import { HourglassOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Loaded } from '@/ui/states'
import { useNames } from '@/work/office'
import { sayMoment } from '@/work/time'
import { bitingFirst } from './waits'

const few = 4

/** 为什么在等: on whom or what, since when, by which rule, and what time does next, as the server explains it. */
export function Waiting({ goal, onChoose }: { goal: Noun['Goal']; onChoose: (step: string) => void }) {
  const { t } = useTranslation()
  const waiting = useQuery({
    queryKey: keys.waiting(goal.id),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}/waiting', { params: { path: { id: goal.id } } })),
  })
  return (
    <Loaded query={waiting} lines={3}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="soft">{t('goal.nothingWaits')}</p>
        ) : (
          <Lines items={bitingFirst(items)} goal={goal} onChoose={onChoose} />
        )
      }
    </Loaded>
  )
}

interface LinesProps {
  items: Noun['WaitingItem'][]
  goal: Noun['Goal']
  onChoose: (step: string) => void
}

/** The first few in sight, the rest behind a fold: the flow chart below is what most come for. */
function Lines({ items, goal, onChoose }: LinesProps) {
  const { t } = useTranslation()
  const list = (some: Noun['WaitingItem'][]) => (
    <ul className="waits">
      {some.map((item) => (
        <Line
          key={`${item.waiting.step ?? ''}/${item.waiting.cause}/${item.waiting.round ?? 0}`}
          item={item}
          goal={goal}
          onChoose={onChoose}
        />
      ))}
    </ul>
  )
  const rest = items.slice(few)
  return (
    <>
      {list(items.slice(0, few))}
      {rest.length > 0 ? (
        <details className="waits-rest">
          <summary>{t('goal.otherItems', { n: rest.length })}</summary>
          {list(rest)}
        </details>
      ) : null}
    </>
  )
}

interface LineProps {
  item: Noun['WaitingItem']
  goal: Noun['Goal']
  onChoose: (step: string) => void
}

function Line({ item: { sentence, waiting }, goal, onChoose }: LineProps) {
  const { t } = useTranslation()
  const names = useNames()
  const step = goal.steps?.find((s) => s.key === waiting.step)
  const who = (waiting.who ?? []).map((ref) => names.full(ref)).join(t('say.comma'))
  const facts = [
    who && t('goal.waitsOn', { who }),
    t('goal.since', { at: sayMoment(waiting.since) }),
    waiting.next && t('goal.nextAt', { at: sayMoment(waiting.next.at) }),
  ]
  return (
    <li>
      <HourglassOutlined aria-hidden="true" />
      <div>
        {step ? (
          <button type="button" className="as-link" onClick={() => onChoose(step.key)}>
            {step.title}
          </button>
        ) : (
          goal.title
        )}
        <p>{sentence}</p>
        <p className="soft">{facts.filter(Boolean).join(' · ')}</p>
      </div>
    </li>
  )
}
