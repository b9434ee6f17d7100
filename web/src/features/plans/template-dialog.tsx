import { useMutation, useQuery } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field } from '@/ui/field'
import { Loaded, ProblemView } from '@/ui/states'
import { PickRef } from '@/work/pick-ref'
import type { Goal } from './model'
import type { useDraftPlan } from './use-draft-plan'

/** The kind that the server suggests for a goal, with its reason. */
export function useSuggestion(plan: string, goal: string | undefined): Noun['TemplateSuggestion'] | undefined {
  const { data } = useQuery({
    queryKey: keys.suggestions(plan),
    queryFn: () => answer(api.GET('/api/v1/plans/{id}/suggestions', { params: { path: { id: plan } } })),
    staleTime: 60_000,
  })
  return data?.items.find((i) => i.goal === goal)?.suggestions[0]
}

interface Props {
  plan: Noun['Plan']
  draft: ReturnType<typeof useDraftPlan>
  goal: Goal
  onClose: () => void
}

/** Fills a goal with the steps of a kind's template, its roles given to posts. */
export function TemplateDialog({ plan, draft, goal, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const say = (text: Noun['TemplateText']) => (i18n.language === 'en' ? text.en : text.zh)
  const suggestion = useSuggestion(plan.id, goal.id)
  const [kind, setKind] = useState(goal.kind && goal.kind !== 'general' ? goal.kind : (suggestion?.kind ?? 'general'))
  const [posts, setPosts] = useState<Record<string, string>>({})
  const templates = useQuery({
    queryKey: keys.templates(),
    queryFn: () => answer(api.GET('/api/v1/templates')),
    staleTime: 600_000,
  })
  const apply = useMutation({
    mutationFn: async () => {
      const version = await draft.save()
      const given = Object.fromEntries(Object.entries(posts).filter(([, ref]) => ref !== ''))
      return answer(
        api.POST('/api/v1/plans/{id}/goals/{goal}/template', {
          params: { path: { id: plan.id, goal: goal.id ?? '' } },
          body: { kind, version, posts: given },
        }),
      )
    },
    onSuccess: (view) => {
      draft.take(view)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('plans.templateTitle')}
      onCancel={onClose}
      onOk={() => apply.mutate()}
      okText={t('plans.apply')}
      confirmLoading={apply.isPending}
    >
      <Loaded query={templates}>
        {({ items }) => {
          const chosen = items.find((i) => i.kind === kind)
          return (
            <div className="form">
              <p className="warn-bar">{t('plans.templateWarn')}</p>
              <Field label={t('plans.templateKind')} hint={chosen ? say(chosen.description) : undefined}>
                <Select
                  value={kind}
                  onChange={setKind}
                  options={items.map((i) => ({ value: i.kind, label: say(i.title) }))}
                />
              </Field>
              {(chosen?.roles ?? []).map((role) => (
                <Field key={role.key} label={say(role.title)} optional>
                  <PickRef
                    value={posts[role.key] ?? ''}
                    onChange={(ref) => setPosts({ ...posts, [role.key]: ref })}
                    people={t('form.people')}
                  />
                </Field>
              ))}
              <ProblemView error={apply.error} onRetry={() => apply.mutate()} retrying={apply.isPending} />
            </div>
          )
        }}
      </Loaded>
    </Modal>
  )
}
