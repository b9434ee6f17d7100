import { PrinterOutlined } from '@ant-design/icons'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Light } from '@/ui/light'
import { Page, Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useWide } from '@/ui/wide'
import { useGoal } from '@/work/commands'
import { CommandSheet, type Intent } from '@/work/forms/sheet'
import { rolesOf, useMe } from '@/work/session'
import { Actions } from './actions'
import { Clocks } from './clocks'
import { Facts } from './facts'
import { Gantt } from './gantt'
import { Graph } from './graph'
import { Instructions } from './instructions'
import { OutlookView } from './outlook'
import { Source } from './source'
import { useStepInView } from './step-in-view'
import { StepPanel } from './step-panel'
import { StepsTable } from './steps-table'
import { Timeline } from './timeline'
import { Waiting } from './waiting'
import './goal.css'

const views = ['graph', 'table', 'gantt', 'timeline', 'clocks', 'outlook', 'source'] as const
type View = (typeof views)[number]

/** One goal: how it stands, what it waits for, its steps, what may be done, what happened, where it comes from. */
export function GoalPage() {
  const { goalId } = useParams({ strict: false })
  const goal = useGoal(goalId)
  return <Loaded query={goal}>{(view) => <Shown key={view.goal.id} view={view} />}</Loaded>
}

function Shown({ view }: { view: Noun['GoalView'] }) {
  const { t } = useTranslation()
  const wide = useWide()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const [intent, setIntent] = useState<Intent | null>(null)
  const me = useMe()
  const { goal } = view
  const shown: View = views.find((v) => v === search.view) ?? (wide ? 'graph' : 'table')
  const step = goal.steps?.find((s) => s.key === search.step)
  useStepInView(goal.id, step !== undefined && !wide)
  const show = (next: { view?: View; step?: string }) =>
    void navigate({
      to: '/goals/$goalId',
      params: { goalId: goal.id },
      search: { ...search, view: next.view ?? search.view, step: next.step ?? search.step },
      replace: true,
      resetScroll: false,
    })
  const choose = (key: string) => {
    show({ step: key })
    // On a phone the step's panel lies below: go there.
    requestAnimationFrame(() => document.getElementById('step')?.scrollIntoView({ block: 'start' }))
  }
  return (
    <Page
      title={goal.title}
      extra={
        <>
          <Button icon={<PrinterOutlined />} href={`/api/v1/goals/${goal.id}/order`} target="_blank" rel="noreferrer">
            {t('goal.order')}
          </Button>
          <Button onClick={() => window.print()}>{t('goal.print')}</Button>
        </>
      }
      lead={
        <span className="row">
          <span className="num">{goal.number}</span>
          <Light light={view.light} />
          {goal.status ? <span className="tag">{t(`goalStatus.${goal.status}`)}</span> : null}
          <span className="tag">{t(`goalKind.${goal.kind as 'general'}`)}</span>
        </span>
      }
    >
      <div className="goal-top">
        <Facts view={view} />
        <Panel title={t('goal.waiting')}>
          <Waiting goal={goal} onChoose={choose} />
          <details className="goal-all" open={rolesOf(me).includes('leader')}>
            <summary>{t('goal.goalActions')}</summary>
            <Actions view={view} onIntent={setIntent} />
          </details>
        </Panel>
      </div>
      <Instructions goal={goal} onChoose={choose} />
      <Panel
        title={
          <Segmented<View>
            value={shown}
            onChange={(v) => show({ view: v })}
            options={views.map((v) => ({ value: v, label: t(`goal.view.${v}`) }))}
          />
        }
      >
        {shown === 'graph' ? <Graph view={view} chosen={step?.key} onChoose={choose} /> : null}
        {shown === 'table' ? <StepsTable view={view} chosen={step?.key} onChoose={choose} /> : null}
        {shown === 'gantt' ? <Gantt view={view} onChoose={choose} /> : null}
        {shown === 'timeline' ? <Timeline goal={goal} /> : null}
        {shown === 'clocks' ? <Clocks goal={goal} /> : null}
        {shown === 'outlook' ? <OutlookView goal={goal} /> : null}
        {shown === 'source' ? <Source goal={goal} onChoose={choose} /> : null}
      </Panel>
      <div id="step">
        {step ? (
          <StepPanel view={view} step={step} onIntent={setIntent} />
        ) : shown === 'graph' || shown === 'table' || shown === 'gantt' ? (
          <div className="panel no-print">
            <Nothing title={t('goal.chooseStep')} />
          </div>
        ) : null}
      </div>
      <CommandSheet intent={intent} onClose={() => setIntent(null)} />
    </Page>
  )
}
