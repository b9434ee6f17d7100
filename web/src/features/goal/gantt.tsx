import { useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNow } from '@/ui/now'
import { useWorkdays } from '@/work/office'
import { type Day, dayOf, daysBetween, sayDay } from '@/work/time'
import { type Bar, barOf, type Scale, scaleOf } from './gantt-days'

const rowHeight = 34
const headHeight = 48

/** The steps over time, days of rest shaded, today in view. The table says the same in words. */
export function Gantt({ view, onChoose }: { view: Noun['GoalView']; onChoose: (step: string) => void }) {
  const { t } = useTranslation()
  const today = dayOf(useNow())
  const steps = useMemo(() => [...(view.goal.steps ?? [])].sort((a, b) => a.position - b.position), [view.goal.steps])
  const bars = steps.map((s) => barOf(s, today))
  const scale = scaleOf(bars, today)
  const height = headHeight + steps.length * rowHeight
  const room = useRef<HTMLElement>(null)
  const names = useRef<HTMLUListElement>(null)
  const now = scale.x(today)
  useLayoutEffect(() => {
    if (!room.current || !names.current) return
    const seen = room.current.clientWidth - names.current.offsetWidth
    room.current.scrollLeft = now - seen / 2
  }, [now])
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll-x gantt" tabIndex={0} aria-label={t('goal.view.gantt')} ref={room}>
        <ul className="gantt-names" style={{ paddingTop: headHeight }} ref={names}>
          {steps.map((step) => (
            <li key={step.key} style={{ height: rowHeight }}>
              <button type="button" className="gantt-name" title={step.title} onClick={() => onChoose(step.key)}>
                {step.title}
              </button>
            </li>
          ))}
        </ul>
        <svg width={scale.width} height={height} role="presentation">
          <Days scale={scale} today={today} height={height} />
          {steps.map((step, i) => (
            <Row key={step.key} step={step} bar={bars[i] ?? null} at={i} view={view} scale={scale} today={today} />
          ))}
        </svg>
      </section>
      <p className="hint">{t('goal.restDays')}</p>
    </>
  )
}

/** What stands behind the bars: days of rest, the beginnings of months, today. */
function Days({ scale, today, height }: { scale: Scale; today: Day; height: number }) {
  const { t } = useTranslation()
  const calendar = useWorkdays()
  const { x } = scale
  return (
    <>
      {scale.days.map((day) =>
        calendar.knows(day) && calendar.rests(day) ? (
          <rect
            key={day}
            x={x(day)}
            y={headHeight}
            width={scale.perDay}
            height={height - headHeight}
            className="gantt-rest"
          />
        ) : null,
      )}
      {scale.marks.map((day) => (
        <g key={day}>
          <line x1={x(day)} y1={14} x2={x(day)} y2={height} stroke="#c9d2dc" />
          <text x={x(day) + 4} y={20} fontSize="12" fill="#4a5866">
            {sayDay(day, today)}
          </text>
        </g>
      ))}
      <line x1={x(today)} y1={28} x2={x(today)} y2={height} stroke="#b3201a" strokeDasharray="4 3" />
      <text x={x(today) + 4} y={40} fontSize="12" fontWeight="600" fill="#b3201a">
        {t('goal.today')}
      </text>
    </>
  )
}

interface RowProps {
  view: Noun['GoalView']
  step: Noun['Step']
  bar: Bar | null
  at: number
  scale: Scale
  today: Day
}

function Row({ view, step, bar, at, scale, today }: RowProps) {
  const { t } = useTranslation()
  const top = headHeight + at * rowHeight
  const light = view.lights[step.key] ?? 'none'
  return (
    <g>
      <line x1={0} y1={top} x2={scale.width} y2={top} stroke="#eef1f5" />
      {bar ? (
        <rect
          x={scale.x(bar.from)}
          y={top + 9}
          width={(daysBetween(bar.from, bar.to) + 1) * scale.perDay}
          height={rowHeight - 18}
          rx={5}
          className={`gantt-bar gantt-${step.met_at || step.done_at ? 'met' : light}`}
        >
          <title>{`${step.title} ${sayDay(bar.from, today)} – ${sayDay(bar.to, today)} ${t(`light.${light}`)}`}</title>
        </rect>
      ) : null}
    </g>
  )
}
