import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/page'
import { type Goal, stretches } from './model'

interface Props {
  source: string
  goals: Goal[]
  chosen: number
  onChoose: (goal: number) => void
}

/** The report with what was recognised in it; the goal that is being edited stands out. */
export function Source({ source, goals, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  // Texts of goals and measures change while somebody types; their places do not.
  const places = JSON.stringify(
    goals.map((g) => [g.basis?.start, g.basis?.end, (g.measures ?? []).map((m) => [m.key, m.start, m.end])]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: places stands for all of goals that matters here
  const parts = useMemo(() => stretches(source, goals), [source, places])
  useEffect(() => {
    const mark = box.current?.querySelector<HTMLElement>(`[data-goal="${chosen}"]`)
    if (mark && box.current) box.current.scrollTop = mark.offsetTop - 60
  }, [chosen])
  return (
    <Panel title={t('plans.report')} bare>
      {source === '' ? (
        <p className="panel-body soft">{t('plans.noReport')}</p>
      ) : (
        <>
          <p className="hint plan-source-hint">{t('plans.found')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <div className="plan-source" ref={box} tabIndex={0} role="region" aria-label={t('plans.report')}>
            {parts.map((p) =>
              p.goal === undefined ? (
                <span key={p.start}>{p.text}</span>
              ) : (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the list of goals does the same by keyboard
                // biome-ignore lint/a11y/noStaticElementInteractions: as above
                <span
                  key={p.start}
                  data-goal={p.goal}
                  className={`mark ${p.measure ? 'mark-measure' : 'mark-goal'}${p.goal === chosen ? ' mark-on' : ''}`}
                  onClick={() => onChoose(p.goal ?? 0)}
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
