import { SmileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Light } from '@/ui/light'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useWord } from '@/ui/word'
import { CommandSheet, type Intent } from '@/work/forms/sheet'
import { useNames } from '@/work/office'
import { rolesOf, useMe } from '@/work/session'
import type { StepState } from '@/work/step-states'
import { addDays, dayOf, sayMoment } from '@/work/time'
import { Lines } from './lines'
import { Advisories, AtRisk, TurnedRed } from './panels'
import { YearPanel } from './year-panel'
import './board.css'

const lights = ['red', 'yellow', 'green', 'none'] as const

/** 驾驶舱: lights by unit and kind, what is overdue, what is due; two clicks from any figure to the step behind it. */
export function BoardPage() {
  const { t } = useTranslation()
  const names = useNames()
  const word = useWord()
  const [year, setYear] = useState<number | undefined>()
  const [intent, setIntent] = useState<Intent | null>(null)
  const roles = rolesOf(useMe())
  const board = useQuery({
    queryKey: keys.board(year),
    queryFn: () => answer(api.GET('/api/v1/board', { params: { query: { year } } })),
    refetchInterval: 120_000,
    refetchOnWindowFocus: true,
  })
  const present = new Date().getFullYear()
  return (
    <Page
      title={t('board.title')}
      lead={board.data ? t('board.at', { at: sayMoment(board.data.at) }) : undefined}
      extra={
        <Select
          aria-label={t('board.year')}
          value={year ?? 0}
          onChange={(y) => setYear(y || undefined)}
          options={[
            { value: 0, label: t('board.allYears') },
            ...[present + 1, present, present - 1].map((y) => ({ value: y, label: String(y) })),
          ]}
        />
      }
    >
      {roles.includes('leader') || roles.includes('supervisor') ? <Advisories /> : null}
      <Loaded query={board} lines={14}>
        {(b) =>
          sum(b.total) === 0 ? (
            <div className="panel">
              <Nothing title={t('board.empty')} hint={t('board.emptyHint')} />
            </div>
          ) : (
            <>
              <Total total={b.total} year={year} />
              <div className="board-halves">
                <TurnedRed at={b.at} year={year} onIntent={setIntent} />
                <AtRisk at={b.at} year={year} onIntent={setIntent} />
                <Panel title={t('board.byUnit')} bare>
                  <Counts counts={b.units} by="unit" year={year} name={(id) => names.unit(id)} />
                </Panel>
                <div className="stack">
                  <Panel title={t('board.byKind')} bare>
                    <Counts counts={b.kinds} by="kind" year={year} name={(kind) => word('goalKind', kind)} />
                  </Panel>
                  <YearPanel />
                </div>
                <Panel
                  title={t('board.red')}
                  bare
                  extra={
                    b.red_total > 0 ? (
                      <Link to="/ledger" search={{ light: 'red', status: 'running', year }}>
                        {t('board.redAll', { n: b.red_total })}
                      </Link>
                    ) : null
                  }
                >
                  <Lines
                    lines={b.red}
                    onIntent={setIntent}
                    empty={<Nothing title={t('board.noRed')} hint={t('board.noRedHint')} icon={<SmileOutlined />} />}
                  />
                </Panel>
                <Panel
                  title={t('board.due')}
                  bare
                  extra={
                    b.due_total > 0 ? (
                      <Link
                        to="/ledger"
                        search={{ from: dayOf(b.at), to: addDays(dayOf(b.at), 31), status: 'running', year }}
                      >
                        {t('board.dueAll', { n: b.due_total })}
                      </Link>
                    ) : null
                  }
                >
                  <Lines lines={b.due} onIntent={setIntent} empty={<Nothing title={t('board.noDue')} />} />
                </Panel>
              </div>
            </>
          )
        }
      </Loaded>
      <CommandSheet intent={intent} onClose={() => setIntent(null)} />
    </Page>
  )
}

type Count = Noun['LightCount']

function sum(c: Count): number {
  return c.red + c.yellow + c.green + c.none + c.done
}

/** The filter of the ledger that lists what is counted under a light, or as done. */
function counted(what: Noun['Light'] | 'done'): { light?: Noun['Light']; status: StepState } {
  if (what === 'done') return { status: 'finished' }
  return what === 'none' ? { status: 'waiting' } : { light: what, status: 'running' }
}

function Total({ total, year }: { total: Count; year: number | undefined }) {
  const { t } = useTranslation()
  const share = Math.round((total.done / Math.max(1, sum(total))) * 100)
  return (
    <ul className="board-total">
      {lights.map((light) => (
        <li key={light} className={`board-card board-card-${light}`}>
          <Link to="/ledger" search={{ ...counted(light), year }}>
            <Light light={light} />
            <strong className="num">{total[light]}</strong>
          </Link>
        </li>
      ))}
      <li className="board-card board-card-done">
        <Link to="/ledger" search={{ ...counted('done'), year }}>
          <span className="soft">{t('board.done')}</span>
          <strong className="num">{total.done}</strong>
          <span className="soft">{t('board.share', { n: share })}</span>
        </Link>
      </li>
    </ul>
  )
}

interface CountsProps {
  counts: Count[]
  by: 'unit' | 'kind'
  year: number | undefined
  name: (id: string) => string
}

/** A bar a line, and the same figures as a table's cells: each leads to the ledger that it counts. */
function Counts({ counts, by, year, name }: CountsProps) {
  const { t } = useTranslation()
  const sorted = [...counts].sort((a, b) => b.red - a.red || b.yellow - a.yellow || sum(b) - sum(a))
  const most = Math.max(1, ...sorted.map(sum))
  return (
    <div
      className="scroll-x"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      role="region"
      aria-label={t(by === 'unit' ? 'board.byUnit' : 'board.byKind')}
    >
      <table className="grid board-counts">
        <thead>
          <tr>
            <th>{t('board.name')}</th>
            {lights.map((l) => (
              <th key={l} className="num">
                {t(`light.${l}`)}
              </th>
            ))}
            <th className="num">{t('board.done')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((c) => (
            <tr key={c.name}>
              <td>
                <Link to="/ledger" search={{ [by]: c.name, year }}>
                  {name(c.name)}
                </Link>
                <span className="board-bar" aria-hidden="true">
                  {[...lights, 'done' as const].map((l) =>
                    c[l] > 0 ? (
                      <span key={l} className={`board-bar-${l}`} style={{ width: `${(c[l] / most) * 100}%` }} />
                    ) : null,
                  )}
                </span>
              </td>
              {[...lights, 'done' as const].map((l) => (
                <td key={l} className="num">
                  {c[l] > 0 ? (
                    <Link
                      to="/ledger"
                      search={{ [by]: c.name, ...counted(l), year }}
                      className={`board-number board-number-${l}`}
                    >
                      {c[l]}
                    </Link>
                  ) : (
                    <span className="soft">0</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint board-hint">{t('board.rankHint')}</p>
    </div>
  )
}
