import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field } from '@/ui/field'
import { Loaded, ProblemView } from '@/ui/states'
import { type Goal, goalOf } from './model'
import { List } from './problems'
import { useSuggestion } from './suggestion'
import { type Choices, faultsOf, given, noChoices } from './template-check'
import { Questions, useSay } from './template-questions'
import type { useDraftPlan } from './use-draft-plan'

interface Props {
  plan: Noun['Plan']
  draft: ReturnType<typeof useDraftPlan>
  goal: Goal
  onGo: (pointer: string) => void
  onClose: () => void
}

/** Fills a goal with the steps of a kind's template: its roles given to posts, its figures known, its numbers as here. */
export function TemplateDialog({ plan, draft, goal, onGo, onClose }: Props) {
  const { t } = useTranslation()
  const say = useSay()
  const suggestion = useSuggestion(plan.id, goal.id)
  const [kind, setKind] = useState(goal.kind && goal.kind !== 'general' ? goal.kind : (suggestion?.kind ?? 'general'))
  const [choices, setChoices] = useState<Choices>(noChoices)
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const templates = useQuery({
    queryKey: keys.templates(),
    queryFn: () => answer(api.GET('/api/v1/templates')),
    staleTime: 600_000,
  })
  const apply = useMutation({
    mutationFn: async () => {
      const version = await draft.save()
      return answer(
        api.POST('/api/v1/plans/{id}/goals/{goal}/template', {
          params: { path: { id: plan.id, goal: goal.id ?? '' } },
          body: {
            kind,
            version,
            posts: given(choices.posts),
            figures: given(choices.figures),
            numbers: given(choices.numbers),
            parts: choices.parts,
          },
        }),
      )
    },
    onSuccess: (view) => {
      draft.take(view)
      if ((view.notes ?? []).length === 0) onClose()
    },
  })
  const chosen = templates.data?.items.find((i) => i.kind === kind)
  const faults = chosen ? faultsOf(chosen, choices) : undefined
  const submit = () => {
    setTried(true)
    if (faults?.size === 0) apply.mutate()
    else setTimeout(() => showFirst(form.current)) // once the faults are drawn
  }
  const answered = (next: Choices) => {
    setChoices(next)
    if (apply.error) apply.reset()
  }
  const notes = apply.data?.notes
  if (notes) {
    return (
      <Modal
        open
        title={t('plans.templateDone')}
        onCancel={onClose}
        footer={<Button onClick={onClose}>{t('do.close')}</Button>}
      >
        <div className="stack plan-problems-inside">
          <p>{t('plans.templateNotes')}</p>
          <List
            items={notes}
            goals={draft.content.goals}
            onGo={(pointer) => {
              onClose()
              if (goalOf(pointer) >= 0) onGo(pointer)
            }}
          />
        </div>
      </Modal>
    )
  }
  return (
    <Modal
      open
      title={t('plans.templateTitle')}
      width={640}
      onCancel={onClose}
      onOk={submit}
      okText={t('plans.apply')}
      confirmLoading={apply.isPending}
    >
      <Loaded query={templates}>
        {({ items }) => (
          <div className="form" ref={form}>
            {(goal.steps ?? []).length > 0 ? <p className="warn-bar">{t('plans.templateWarn')}</p> : null}
            <Field label={t('plans.templateKind')} hint={chosen ? say(chosen.description) : undefined}>
              <Select
                value={kind}
                onChange={(next) => {
                  setKind(next)
                  setTried(false)
                  answered(noChoices)
                }}
                options={items.map((i) => ({ value: i.kind, label: say(i.title) }))}
              />
            </Field>
            {chosen && faults ? (
              <Questions
                template={chosen}
                choices={choices}
                faults={faults}
                tried={tried}
                error={apply.error}
                onChoices={answered}
              />
            ) : null}
            <ProblemView error={apply.error} onRetry={submit} retrying={apply.isPending} />
          </div>
        )}
      </Loaded>
    </Modal>
  )
}

/** Leads to the first answer that is wrong, unfolding what hides it. */
function showFirst(form: HTMLElement | null) {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  wrong?.closest('details')?.setAttribute('open', '')
  wrong?.scrollIntoView({ block: 'center' })
  wrong?.focus()
}
