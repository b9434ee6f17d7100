import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { Loaded, ProblemView } from '@/ui/states'
import { PickRef } from '@/work/pick-ref'
import { type Goal, goalOf } from './model'
import { List } from './problems'
import { useSuggestion } from './suggestion'
import type { useDraftPlan } from './use-draft-plan'

interface Props {
  plan: Noun['Plan']
  draft: ReturnType<typeof useDraftPlan>
  goal: Goal
  onGo: (pointer: string) => void
  onClose: () => void
}

interface Choices {
  posts: Record<string, string>
  figures: Record<string, string>
  numbers: Record<string, string>
  parts: Record<string, boolean>
}

/** Fills a goal with the steps of a kind's template: its roles given to posts, its figures known, its numbers as here. */
export function TemplateDialog({ plan, draft, goal, onGo, onClose }: Props) {
  const { t } = useTranslation()
  const say = useSay()
  const suggestion = useSuggestion(plan.id, goal.id)
  const [kind, setKind] = useState(goal.kind && goal.kind !== 'general' ? goal.kind : (suggestion?.kind ?? 'general'))
  const [choices, setChoices] = useState<Choices>({ posts: {}, figures: {}, numbers: {}, parts: {} })
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
      onOk={() => apply.mutate()}
      okText={t('plans.apply')}
      confirmLoading={apply.isPending}
    >
      <Loaded query={templates}>
        {({ items }) => {
          const chosen = items.find((i) => i.kind === kind)
          return (
            <div className="form">
              {(goal.steps ?? []).length > 0 ? <p className="warn-bar">{t('plans.templateWarn')}</p> : null}
              <Field label={t('plans.templateKind')} hint={chosen ? say(chosen.description) : undefined}>
                <Select
                  value={kind}
                  onChange={(next) => {
                    setKind(next)
                    setChoices({ posts: {}, figures: {}, numbers: {}, parts: {} })
                  }}
                  options={items.map((i) => ({ value: i.kind, label: say(i.title) }))}
                />
              </Field>
              {chosen ? (
                <Questions template={chosen} choices={choices} error={apply.error} onChoices={setChoices} />
              ) : null}
              <ProblemView error={apply.error} onRetry={() => apply.mutate()} retrying={apply.isPending} />
            </div>
          )
        }}
      </Loaded>
    </Modal>
  )
}

function useSay() {
  const { i18n } = useTranslation()
  return (text: Noun['TemplateText']) => (i18n.language === 'en' ? text.en : text.zh)
}

/** Only what was answered. */
function given(answers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).filter(([, v]) => v.trim() !== ''))
}

interface QuestionsProps {
  template: Noun['Template']
  choices: Choices
  error: unknown
  onChoices: (choices: Choices) => void
}

function Questions({ template, choices, error, onChoices }: QuestionsProps) {
  const { t } = useTranslation()
  const say = useSay()
  const set = <K extends keyof Choices>(part: K, key: string, value: Choices[K][string]) =>
    onChoices({ ...choices, [part]: { ...choices[part], [key]: value } })
  const figures = (template.figures ?? []).filter((f) => !f.running)
  const parts = template.parts ?? []
  return (
    <>
      {figures.map((f) => (
        <Field
          key={f.key}
          label={f.unit ? `${say(f.title)} (${f.unit})` : say(f.title)}
          optional={!f.required}
          error={fieldError(error, `/figures/${f.key}`)}
        >
          {(f.words ?? []).length > 0 ? (
            <Select
              allowClear
              value={choices.figures[f.key] || undefined}
              onChange={(word) => set('figures', f.key, word ?? '')}
              options={(f.words ?? []).map((w) => ({ value: w.key, label: say(w.title) }))}
            />
          ) : (
            <Input
              inputMode="decimal"
              maxLength={40}
              value={choices.figures[f.key] ?? ''}
              onChange={(e) => set('figures', f.key, e.target.value)}
            />
          )}
        </Field>
      ))}
      {parts.length > 0 ? (
        <fieldset className="template-parts">
          <legend>{t('plans.templateParts')}</legend>
          {parts.map((p) => (
            <Checkbox
              key={p.key}
              checked={choices.parts[p.key] ?? p.default}
              onChange={(e) => set('parts', p.key, e.target.checked)}
            >
              {say(p.title)}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
      <Field label={t('plans.lead_')} hint={t('plans.templateLead')} error={fieldError(error, '/posts/lead')}>
        <PickRef
          value={choices.posts.lead ?? ''}
          onChange={(ref) => set('posts', 'lead', ref)}
          people={t('form.people')}
        />
      </Field>
      {template.roles.map((role) => (
        <Field key={role.key} label={say(role.title)} optional error={fieldError(error, `/posts/${role.key}`)}>
          <PickRef
            value={choices.posts[role.key] ?? ''}
            onChange={(ref) => set('posts', role.key, ref)}
            people={t('form.people')}
          />
        </Field>
      ))}
      <Numbers template={template} numbers={choices.numbers} error={error} onNumber={(k, v) => set('numbers', k, v)} />
    </>
  )
}

interface NumbersProps {
  template: Noun['Template']
  numbers: Record<string, string>
  error: unknown
  onNumber: (key: string, value: string) => void
}

/** The numbers of the template, to be other for this goal alone; each says where it comes from. */
function Numbers({ template, numbers, error, onNumber }: NumbersProps) {
  const { t, i18n } = useTranslation()
  const say = useSay()
  const unit = (u: string) => (i18n.exists(`plans.unit.${u}`) ? t(`plans.unit.${u as 'day'}`) : u)
  return (
    <details>
      <summary>
        {t('plans.templateNumbers', { n: template.numbers.length })}{' '}
        <span className="soft">{t('plans.templateNumbersHint')}</span>
      </summary>
      <ul className="template-numbers">
        {template.numbers.map((n) => {
          const wrong = fieldError(error, `/numbers/${n.key}`)
          return (
            <li key={n.key}>
              <label htmlFor={`number-${n.key}`}>
                {say(n.meaning)} <span className="soft">{t(`plans.source.${n.source.kind}`)}</span>
              </label>
              <Input
                id={`number-${n.key}`}
                size="small"
                maxLength={40}
                placeholder={n.value}
                status={wrong ? 'error' : undefined}
                suffix={<span className="soft">{unit(n.unit)}</span>}
                value={numbers[n.key] ?? ''}
                onChange={(e) => onNumber(n.key, e.target.value)}
              />
              <span className="hint">{wrong ?? (i18n.language === 'en' ? n.source.en : n.source.zh)}</span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
