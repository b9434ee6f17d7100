import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useChecklists } from '@/work/checklists'
import { optionFor, useGoal } from '@/work/commands'
import { askedOf } from '@/work/figures'
import { useMe } from '@/work/session'
import { CheckView } from './check-view'
import { Overview } from './overview'
import { Preview } from './preview'
import { useAllPlaces, useVersions } from './registers'
import { useSending } from './sending'
import { useInspectionDraft } from './use-draft'
import { WaitBar } from './wait-bar'
import './inspections.css'

/** An inspection on the spot: place by place, item by item, kept on this device until it was sent. */
export function InspectPage() {
  const { t } = useTranslation()
  const { goalId, stepKey } = useParams({ strict: false })
  const goal = useGoal(goalId)
  const places = useAllPlaces()
  const lists = useChecklists()
  return (
    <Loaded query={goal}>
      {(view) => {
        const step = view.goal.steps?.find((s) => s.key === stepKey)
        if (!step) return <Nothing title={t('problem.missing')} />
        return (
          <Loaded query={places}>
            {(all) => (
              <Loaded query={lists}>
                {({ items }) => <Inspecting key={step.round} view={view} step={step} places={all} lists={items} />}
              </Loaded>
            )}
          </Loaded>
        )
      }}
    </Loaded>
  )
}

interface Props {
  view: Noun['GoalView']
  step: Noun['Step']
  places: Noun['Place'][]
  lists: Noun['Checklist'][]
}

function Inspecting({ view, step, places, lists }: Props) {
  const { t } = useTranslation()
  const { message } = useTell()
  const navigate = useNavigate()
  const me = useMe()
  const goal = view.goal.id
  const { place, view: shown } = useSearch({ strict: false })
  const { draft, change, drop, begun, kept } = useInspectionDraft(me.user.id, goal, step)
  const versions = useVersions(draft.checks.map((c) => c.checklist))
  const asked = askedOf(view, step)
  const sending = useSending({
    goal,
    step,
    asked,
    draft,
    change,
    done: (after) => {
      drop()
      const found = (after.goal.hazards ?? []).length - (view.goal.hazards ?? []).length
      void message.success(t(found > 0 ? 'inspect.sentFound' : 'inspect.sent', { n: found }))
      void navigate({ to: '/goals/$goalId', params: { goalId: goal }, search: { step: step.key }, replace: true })
    },
  })
  const go = (search: { place?: string; view?: string }) =>
    void navigate({ to: '/goals/$goalId/inspect/$stepKey', params: { goalId: goal, stepKey: step.key }, search })
  const option = optionFor(view, 'submit', step.key)
  const at = draft.checks.findIndex((c) => c.place === place)
  const check = draft.checks[at]
  const shared = { draft, change, places, lists, versions, step, asked, go }
  return (
    <Page narrow title={step.title} lead={`${view.goal.number} ${view.goal.title}`}>
      <WaitBar sending={sending} begun={begun} kept={kept} />
      {option && !option.allowed && !sending.waiting ? <p className="warn-bar">{option.why}</p> : null}
      {check ? (
        <CheckView key={check.place} {...shared} check={check} at={at} />
      ) : shown === 'preview' ? (
        <Preview {...shared} goal={goal} sending={sending} allowed={option?.allowed ?? true} />
      ) : (
        <Overview {...shared} view={view} />
      )}
    </Page>
  )
}

/** What every part of an inspection is given. */
export interface Part {
  draft: ReturnType<typeof useInspectionDraft>['draft']
  change: ReturnType<typeof useInspectionDraft>['change']
  places: Noun['Place'][]
  lists: Noun['Checklist'][]
  versions: Map<string, Noun['Checklist']>
  step: Noun['Step']
  asked: Noun['AskedFigure'][]
  go: (search: { place?: string; view?: string }) => void
}
