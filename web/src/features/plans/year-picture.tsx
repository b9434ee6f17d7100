import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useWide } from '@/ui/wide'
import { useWorkdays } from '@/work/office'
import { dayOf, sayDay } from '@/work/time'
import type { Goal } from './model'
import { monthsBetween, type Row, rowsOf, troublesOf } from './year'

const laneHeight = 11
const head = 30

/** Where things stand in the picture: beside their labels, or on a narrow page below them, the whole year at once. */
interface Layout {
  labels: number // width of the column of labels; 0: they stand above the bars
  above: number // height of a label above its bars
  month: number // width of a month
  months: string[]
}

/** The width that an element has, watched. */
function useWidth(): [(node: HTMLElement | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(0)
  const watch = useCallback((node: HTMLElement | null) => {
    if (!node) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    observer.observe(node)
    return () => observer.disconnect()
  }, [])
  return [watch, width]
}

interface Props {
  rehearsal: Noun['Rehearsal']
  goals: Goal[]
  onGo: (pointer: string) => void
}

/** A year of goals: months across, a row a goal, a bar a step with its due day; time without a holiday notice is hatched. */
export function YearPicture({ rehearsal, goals, onGo }: Props) {
  const { t } = useTranslation()
  const rows = rowsOf(rehearsal, goals)
  const months = monthsBetween(rehearsal.from, rehearsal.until)
  const wide = useWide()
  const [watch, room] = useWidth()
  const layout: Layout = wide
    ? { labels: 230, above: 0, month: Math.max(62, Math.floor(900 / months.length)), months }
    : { labels: 0, above: 20, month: Math.max(18, room / months.length), months }
  const { labels, above, month } = layout
  const width = labels + month * months.length
  const first = Date.parse(`${months[0] ?? dayOf(rehearsal.from)}T00:00:00+08:00`)
  const span = months.length * 30.4375 * 24 * 3600_000
  const x = (at: number) => labels + ((at - first) / span) * month * months.length
  const tops: number[] = []
  let height = head
  for (const row of rows) {
    tops.push(height)
    height += above + Math.max(above ? 12 : 26, row.lanes * laneHeight + 12)
  }
  const troubles = troublesOf(rehearsal.conflicts, goals)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div ref={watch} className="scroll-x year-picture" tabIndex={0} role="region" aria-label={t('rehearsal.year_')}>
      <svg width={width} height={height + 1} role="img" aria-label={t('rehearsal.yearSays', { n: rows.length })}>
        <defs>
          <pattern id="provisional" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" fill="#fffaf0" />
            <line x1="0" y1="0" x2="0" y2="7" stroke="#f0dfb8" strokeWidth="2.5" />
          </pattern>
        </defs>
        <Months layout={layout} height={height} />
        {rows.map((row, i) => (
          <GoalRow
            key={row.goal}
            row={row}
            top={tops[i] ?? 0}
            bottom={tops[i + 1] ?? height}
            width={width}
            layout={layout}
            x={x}
            troubles={troubles.get(row.goal) ?? 0}
            onGo={onGo}
          />
        ))}
      </svg>
    </div>
  )
}

function Months({ layout: { labels, month, months }, height }: { layout: Layout; height: number }) {
  const { t } = useTranslation()
  const calendar = useWorkdays()
  const small = month < 48 // room for the number alone
  return (
    <>
      {months.map((day, i) => {
        const year = i === 0 || day.slice(5, 7) === '01' ? day.slice(0, 4) : ''
        const name = t('admin.calendars.month', { m: Number(day.slice(5, 7)) })
        return (
          <g key={day}>
            {calendar.provisional(day) || !calendar.knows(day) ? (
              <rect x={labels + i * month} y={head} width={month} height={height - head} fill="url(#provisional)" />
            ) : null}
            <line x1={labels + i * month} y1={0} x2={labels + i * month} y2={height} stroke="#e3e8ee" />
            {small ? (
              <>
                <title>{name}</title>
                <text x={labels + i * month + 3} y={11} className="year-month year-month-small">
                  {year}
                </text>
                <text x={labels + i * month + 3} y={25} className="year-month">
                  {Number(day.slice(5, 7))}
                </text>
              </>
            ) : (
              <text x={labels + i * month + 6} y={20} className="year-month">
                {year ? `${year} ` : ''}
                {name}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

interface RowProps {
  row: Row
  top: number
  bottom: number
  width: number
  layout: Layout
  x: (at: number) => number
  troubles: number
  onGo: (pointer: string) => void
}

function GoalRow({ row, top, bottom, width, layout: { labels, above }, x, troubles, onGo }: RowProps) {
  const { t } = useTranslation()
  const room = above ? Math.floor(width / 13) - 5 : 15 // signs
  const title = row.title.length > room ? `${row.title.slice(0, room - 1)}…` : row.title
  const say = (at: number) => sayDay(dayOf(at))
  return (
    <g>
      <line x1={0} y1={top} x2={width} y2={top} stroke="#e3e8ee" />
      <text x={4} y={top + 17} className="year-goal">
        <title>{row.title}</title>
        {row.goal + 1} {title}
      </text>
      {troubles > 0 ? (
        <text x={(labels || width) - 8} y={top + 17} textAnchor="end" className="year-trouble">
          ⚠ {troubles}
        </text>
      ) : null}
      {row.bars.map((bar) => {
        const y = top + above + 7 + bar.lane * laneHeight
        const from = x(bar.from)
        const to = Math.max(from + 4, x(bar.to))
        const kind = bar.late ? 'late' : bar.ended ? 'done' : 'open'
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the lists below lead to the same places by keyboard
          <g key={bar.key} className="year-bar" onClick={() => onGo(`/goals/${row.goal}/steps/${bar.step}`)}>
            <title>
              {t('rehearsal.barSays', {
                title: bar.title,
                from: say(bar.from),
                to: say(bar.to),
                due: bar.due ? say(bar.due) : '—',
              })}
            </title>
            <rect x={from} y={y} width={to - from} height={laneHeight - 4} rx={2} className={`year-${kind}`} />
            {bar.due ? (
              <path
                d={`M${x(bar.due)} ${y - 2}l3.5 5.5l-3.5 5.5l-3.5 -5.5z`}
                className={bar.late ? 'year-due year-due-late' : 'year-due'}
              />
            ) : null}
          </g>
        )
      })}
      <line x1={0} y1={bottom} x2={width} y2={bottom} stroke="#e3e8ee" />
    </g>
  )
}
