import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { Loaded, ProblemView } from '@/ui/states'
import { useBoth } from '@/ui/word'
import { useAddable } from '../commands'
import { useKept } from '../draft'
import { PickRef } from '../pick-ref'
import type { FormProps } from './sheet'

/** 按模板增加: one more house, petition or finding, with the steps that the template has for it. */
export function AddGroupForm(props: FormProps) {
  const groups = useAddable(props.view.goal.id)
  return (
    <Loaded query={groups} lines={3}>
      {({ items }) => <Filled {...props} groups={items} />}
    </Loaded>
  )
}

interface Typed {
  group: string
  title: string
  posts: Record<string, string> // of the group, by role: where somebody else than usual does it
  place: string
  reason: string
}

function Filled({ view, send, scope, sending, error, groups }: FormProps & { groups: Noun['TemplateAddable'][] }) {
  const { t } = useTranslation()
  const both = useBoth()
  const only = groups.length === 1 ? (groups[0]?.key ?? '') : ''
  const start: Typed = { group: only, title: '', posts: {}, place: '', reason: '' }
  const [typed, set] = useKept(scope, start)
  const { group, title, posts, place, reason } = typed
  const chosen = groups.find((g) => g.key === group)
  const usual = (role: Noun['TemplateFilled']) => posts[role.key] ?? role.ref ?? ''
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const body: Noun['AddGroupCommand'] = { group, title: title.trim() }
    if (Object.values(posts).some(Boolean)) body.posts = posts
    if (chosen?.hazard && place) body.place = place
    if (reason.trim()) body.reason = reason.trim()
    send({ goal: view.goal.id, command: 'add-group', body })
  }
  const missing = !chosen || !title.trim() || chosen.roles.some((r) => !usual(r))
  return (
    <form className="form" onSubmit={submit}>
      <Field label={t('form.addGroup.group')} error={fieldError(error, '/group')}>
        <Select
          value={group || undefined}
          onChange={(group) => set({ group, posts: {}, place: '' })}
          placeholder={t('do.choose')}
          options={groups.map((g) => ({ value: g.key, label: both(g.title) }))}
        />
      </Field>
      <Field
        label={t('form.addGroup.title')}
        hint={t('form.addGroup.titleHint')}
        error={fieldError(error, '/title', '/key')}
      >
        <Input maxLength={120} value={title} onChange={(e) => set({ title: e.target.value })} />
      </Field>
      {chosen ? <Comes group={chosen} title={title.trim()} /> : null}
      {chosen?.hazard ? (
        <Field label={t('form.addGroup.place')} optional error={fieldError(error, '/place')}>
          <PickPlace value={place} onChange={(place) => set({ place })} />
        </Field>
      ) : null}
      {(chosen?.roles ?? []).map((role) => (
        <Field key={role.key} label={both(role.title)} error={fieldError(error, `/posts/${role.key}`)}>
          <PickRef
            value={usual(role)}
            onChange={(ref) => set({ posts: { ...posts, [role.key]: ref } })}
            people={t('form.people')}
            placeholder={t('do.choose')}
          />
        </Field>
      ))}
      <Field label={t('form.seat.note')} optional error={fieldError(error, '/reason')}>
        <Input.TextArea rows={2} maxLength={4000} value={reason} onChange={(e) => set({ reason: e.target.value })} />
      </Field>
      <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending} disabled={missing}>
          {t('command.add-group')}
        </Button>
      </div>
    </form>
  )
}

/** The steps that will come, titled as they will be. */
function Comes({ group, title }: { group: Noun['TemplateAddable']; title: string }) {
  const { t } = useTranslation()
  const both = useBoth()
  const name = (step: Noun['TemplateText']) =>
    title ? both(step).replaceAll('{item}', title) : both(step).replace(/\s*[:\uff1a]?\s*\{item\}/g, '')
  return (
    <div className="notice-bar">
      <p>{t('form.addGroup.comes', { n: group.steps.length })}</p>
      <ol className="numbered">
        {group.steps.map((s) => (
          <li key={s.zh}>{name(s)}</li>
        ))}
      </ol>
    </div>
  )
}

function PickPlace({ value, onChange, ...rest }: { value: string; onChange: (place: string) => void; id?: string }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const query = { q: q || undefined, active: true, limit: 50 }
  const found = useQuery({
    queryKey: keys.places(query),
    queryFn: () => answer(api.GET('/api/v1/places', { params: { query } })),
    placeholderData: (before) => before,
  })
  return (
    <Select
      {...rest}
      allowClear
      showSearch={{ onSearch: setQ, filterOption: false }}
      value={value || undefined}
      onChange={(v) => onChange(v ?? '')}
      placeholder={t('do.choose')}
      options={(found.data?.items ?? []).map((p) => ({ value: p.id, label: p.name }))}
    />
  )
}
