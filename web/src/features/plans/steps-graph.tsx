import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { layout } from '@/work/layout'
import { useNames } from '@/work/office'
import { sayDay } from '@/work/time'
import type { Goal, Step } from './model'

const width = 190
const height = 78
const gapX = 46
const gapY = 16

/** The steps of a draft as a graph: lines lead from a step to those that wait for it. A box opens its step. */
export function StepsGraph({ goal, onOpen }: { goal: Goal; onOpen: (key: string) => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const drawing = useMemo(
    () => layout((goal.steps ?? []).map((s, position) => ({ ...s, key: s.key ?? `#${position}`, position }))),
    [goal.steps],
  )
  const x = (layer: number) => layer * (width + gapX)
  const y = (row: number) => row * (height + gapY)
  const w = Math.max(0, drawing.layers * (width + gapX) - gapX)
  const h = Math.max(0, drawing.rows * (height + gapY) - gapY)
  const when = (s: Step) => {
    if (s.recur) return t(`plans.recur.${s.recur.every ?? 'month'}`)
    if (s.by) return sayDay(s.by)
    if (s.finish) return t(`budgetUnit.${s.finish.unit ?? 'workday'}`, { n: s.finish.n })
    return t('plans.noDate')
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="draft-graph scroll-x" tabIndex={0} aria-label={t('plans.graph')}>
      <div className="draft-canvas" style={{ width: w, height: h }}>
        <svg width={w} height={h} aria-hidden="true">
          {drawing.edges.map(({ from, to }) => {
            const [x1, y1] = [x(from.layer) + width, y(from.row) + height / 2]
            const [x2, y2] = [x(to.layer), y(to.row) + height / 2]
            const bend = Math.max(20, (x2 - x1) / 2)
            return (
              <path
                key={`${from.key}>${to.key}`}
                d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}m-7 -4l7 4l-7 4`}
                fill="none"
                stroke="#8fa3ba"
                strokeWidth="1.6"
              />
            )
          })}
        </svg>
        {drawing.boxes.map(({ item, layer, row }) => (
          <button
            type="button"
            key={item.key}
            className={item.lead ? 'draft-box' : 'draft-box draft-box-bare'}
            style={{ left: x(layer), top: y(row), width, height }}
            title={item.title}
            onClick={() => onOpen(item.key)}
          >
            <strong>{item.title || item.key}</strong>
            <span className="soft">{names.full(item.lead) || t('plans.noLead')}</span>
            <span className="soft num">{when(item)}</span>
          </button>
        ))}
      </div>
    </section>
  )
}
