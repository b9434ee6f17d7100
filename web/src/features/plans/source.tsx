import { Button } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'
import { type Goal, stretches } from './model'
import { type Selected, useSelected } from './use-selected'

interface Props {
  source: string
  goals: Goal[]
  chosen: number
  measure?: string // key of the measure that is being looked at
  onChoose: (goal: number, measure?: string) => void
  onTake?: (selected: Selected) => void // as a measure of the goal that is being edited
}

/** The report with what was recognised in it; the goal and the measure that are being edited stand out. */
export function Source({ source, goals, chosen, measure, onChoose, onTake }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const { selected, onKeyDown, clear } = useSelected(box, () => box.current?.querySelector(`[data-goal="${chosen}"]`))
  const take = () => {
    if (selected) onTake?.(selected)
    clear()
  }
  // Texts of goals and measures change while somebody types; their places do not.
  const places = JSON.stringify(
    goals.map((g) => [g.basis?.start, g.basis?.end, (g.measures ?? []).map((m) => [m.key, m.start, m.end])]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: places stands for all of goals that matters here
  const parts = useMemo(() => stretches(source, goals), [source, places])
  useEffect(() => {
    const within = measure ? `[data-goal="${chosen}"][data-measure="${measure}"]` : `[data-goal="${chosen}"]`
    const mark = box.current?.querySelector<HTMLElement>(within)
    if (!mark || !box.current) return
    const [top, bottom] = [box.current.scrollTop, box.current.scrollTop + box.current.clientHeight]
    if (mark.offsetTop < top + 20 || mark.offsetTop > bottom - 60) box.current.scrollTop = mark.offsetTop - 60
  }, [chosen, measure])
  return (
    <Panel
      title={t('plans.report')}
      extra={
        selected && onTake ? (
          // Pressing it must not take the selection away before it is read.
          <Button size="small" type="primary" onMouseDown={(e) => e.preventDefault()} onClick={take}>
            {t('draft.takeSelected', { n: chosen + 1 })}
          </Button>
        ) : null
      }
      bare
    >
      {source === '' ? (
        <p className="panel-body soft">{t('plans.noReport')}</p>
      ) : (
        <>
          <p className="hint plan-source-hint">
            {t('plans.found')} <span className="mark mark-goal">{t('plans.legendGoal')}</span>{' '}
            <span className="mark mark-measure">{t('plans.legendMeasure')}</span> {onTake ? t('draft.takeHint') : ''}
          </p>
          <div
            className="plan-source"
            ref={box}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            role="region"
            aria-label={t('plans.report')}
            onKeyDown={onKeyDown}
          >
            {parts.map((p) =>
              p.goal === undefined ? (
                <span key={p.start}>{p.text}</span>
              ) : (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the lists of goals and measures do the same by keyboard
                // biome-ignore lint/a11y/noStaticElementInteractions: as above
                <span
                  key={p.start}
                  data-goal={p.goal}
                  data-measure={p.measure}
                  className={markOf(p.goal === chosen, p.measure, measure)}
                  onClick={() => document.getSelection()?.isCollapsed !== false && onChoose(p.goal ?? 0, p.measure)}
                >
                  {p.text}
                </span>
              ),
            )}
          </div>
        </>
      )}
    </Panel>
  )
}

function markOf(chosen: boolean, own: string | undefined, measure: string | undefined): string {
  const kind = own ? 'mark mark-measure' : 'mark mark-goal'
  if (!chosen) return kind
  return own !== undefined && own === measure ? `${kind} mark-on mark-here` : `${kind} mark-on`
}
