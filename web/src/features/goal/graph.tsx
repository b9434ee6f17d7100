import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { layout } from '@/work/layout'
import { useNames } from '@/work/office'
import { runningDue } from '@/work/time'

const width = 240
const oneLine = 102
const twoLines = 120
const gapX = 56
const gapY = 22

interface Props {
  view: Noun['GoalView']
  chosen?: string
  onChoose: (step: string) => void
}

/** The steps as a graph: boxes are buttons, lines lead from a step to those that wait for it. */
export function Graph({ view, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const names = useNames()
  const drawing = useMemo(() => layout(view.goal.steps ?? []), [view.goal.steps])
  const height = drawing.boxes.some((b) => wraps(b.item.title)) ? twoLines : oneLine
  const x = (layer: number) => layer * (width + gapX)
  const y = (row: number) => row * (height + gapY)
  const w = Math.max(0, drawing.layers * (width + gapX) - gapX)
  const h = Math.max(0, drawing.rows * (height + gapY) - gapY)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="graph scroll-x" tabIndex={0} aria-label={t('goal.view.graph')}>
      <div className="graph-canvas" style={{ width: w, height: h }}>
        <svg width={w} height={h} aria-hidden="true">
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0L8 4L0 8z" fill="#8fa3ba" />
            </marker>
          </defs>
          {drawing.edges.map(({ from, to }) => {
            const [x1, y1] = [x(from.layer) + width, y(from.row) + height / 2]
            const [x2, y2] = [x(to.layer) - 2, y(to.row) + height / 2]
            const bend = Math.max(24, (x2 - x1) / 2)
            return (
              <path
                key={`${from.key}>${to.key}`}
                d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
                fill="none"
                stroke="#8fa3ba"
                strokeWidth="1.6"
                markerEnd="url(#arrow)"
              />
            )
          })}
        </svg>
        {drawing.boxes.map(({ item, layer, row }) => (
          <button
            type="button"
            key={item.key}
            className={`graph-box graph-${item.status ?? 'pending'}${item.key === chosen ? ' graph-chosen' : ''}`}
            style={{ left: x(layer), top: y(row), width, height }}
            aria-pressed={item.key === chosen}
            title={item.title}
            onClick={() => onChoose(item.key)}
          >
            <span className="row graph-line">
              <Light light={view.lights[item.key] ?? 'none'} />
              <span className="soft">{t(`stepStatus.${item.status ?? 'pending'}`)}</span>
            </span>
            <strong>{item.title}</strong>
            <span className="soft graph-cut">{names.full(item.lead)}</span>
            {runningDue(item) && !item.met_at ? (
              <span className="graph-cut graph-due">
                <Due at={runningDue(item)} light={view.lights[item.key]} />
              </span>
            ) : null}
          </button>
        ))}
      </div>
    </section>
  )
}

/** Whether a title needs a second line, reckoned from its letters: Chinese ones are nearly twice as wide as others. */
function wraps(title: string): boolean {
  const wide = [...title].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 13 : 8), 0)
  return wide > width - 26
}
