import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNow } from '@/ui/now'
import { useWorkdays } from '@/work/office'
import { addDays, type Day, dayOf, daysBetween, sayDay } from '@/work/time'

const labelWidth = 220
const rowHeight = 34
const headHeight = 34

interface Bar {
  step: Noun['Step']
  from: Day
  to: Day
}

/** When a step runs, as far as its dates are known: from its opening to its end or due day. */
export function barOf(step: Noun['Step'], today: Day): Bar | null {
  const start = step.opened_at ? dayOf(step.opened_at) : step.opens_on
  const end = step.done_at
    ? dayOf(step.done_at)
    : step.due_at
      ? dayOf(step.due_at)
      : (step.by ?? (step.opened_at ? today : undefined))
  if (!start && !end) return null
  const from = start ?? (end as Day)
  const to = end ?? from
  return from <= to ? { step, from, to } : { step, from: to, to: from }
}

/** The steps over time, days of rest shaded. The table says the same in words. */
export function Gantt({ view, onChoose }: { view: Noun['GoalView']; onChoose: (step: string) => void }) {
  const { t } = useTranslation()
  const calendar = useWorkdays()
  const today = dayOf(useNow())
  const steps = useMemo(() => [...(view.goal.steps ?? [])].sort((a, b) => a.position - b.position), [view.goal.steps])
  const bars = steps.map((s) => barOf(s, today))
  const days = bars.flatMap((b) => (b ? [b.from, b.to] : [])).concat(today)
  const first = addDays(
    days.reduce((a, b) => (a < b ? a : b)),
    -2,
  )
  const last = addDays(
    days.reduce((a, b) => (a > b ? a : b)),
    3,
  )
  const span = daysBetween(first, last) + 1
  const perDay = span > 120 ? 5 : span > 60 ? 9 : 16
  const chart = span * perDay
  const x = (day: Day) => labelWidth + daysBetween(first, day) * perDay
  const total = headHeight + steps.length * rowHeight
  const all = Array.from({ length: span }, (_, i) => addDays(first, i))
  const marks = all.filter((d) => d.endsWith('-01') || (span < 45 && (d.endsWith('-11') || d.endsWith('-21'))))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroll-x gantt" tabIndex={0} aria-label={t('goal.view.gantt')}>
      <svg width={labelWidth + chart} height={total} role="presentation">
        {all.map((day) =>
          calendar.knows(day) && calendar.rests(day) ? (
            <rect key={day} x={x(day)} y={headHeight} width={perDay} height={total - headHeight} fill="#eceff3" />
          ) : null,
        )}
        {(marks.length > 0 ? marks : [first]).map((day) => (
          <g key={day}>
            <line x1={x(day)} y1={16} x2={x(day)} y2={total} stroke="#c9d2dc" />
            <text x={x(day) + 4} y={22} fontSize="12" fill="#4a5866">
              {sayDay(day, today)}
            </text>
          </g>
        ))}
        <line x1={x(today)} y1={headHeight - 6} x2={x(today)} y2={total} stroke="#b3201a" strokeDasharray="4 3" />
        {steps.map((step, i) => {
          const bar = bars[i]
          const top = headHeight + i * rowHeight
          const light = view.lights[step.key] ?? 'none'
          return (
            <g key={step.key}>
              <line x1={0} y1={top} x2={labelWidth + chart} y2={top} stroke="#eef1f5" />
              <foreignObject x={0} y={top} width={labelWidth - 8} height={rowHeight}>
                <button type="button" className="gantt-name" onClick={() => onChoose(step.key)}>
                  {step.title}
                </button>
              </foreignObject>
              {bar ? (
                <rect
                  x={x(bar.from)}
                  y={top + 9}
                  width={Math.max(perDay, (daysBetween(bar.from, bar.to) + 1) * perDay)}
                  height={rowHeight - 18}
                  rx={5}
                  className={`gantt-bar gantt-${step.met_at || step.done_at ? 'met' : light}`}
                >
                  <title>{`${step.title} ${sayDay(bar.from, today)} – ${sayDay(bar.to, today)} ${t(`light.${light}`)}`}</title>
                </rect>
              ) : null}
            </g>
          )
        })}
      </svg>
      <p className="hint">{t('goal.restDays')}</p>
    </section>
  )
}
