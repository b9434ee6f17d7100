import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api } from '@/api/client'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { Loaded, ProblemView } from '@/ui/states'
import { useKept } from '../draft'
import type { FormProps } from './sheet'

/** 按模板增加: one more house, petition or finding, with the steps that the template has for it. */
export function AddGroupForm({ view, send, scope, sending, error }: FormProps) {
  const { t, i18n } = useTranslation()
  const [{ group, title, reason }, set] = useKept(scope, { group: '', title: '', reason: '' })
  const kind = view.goal.kind
  const template = useQuery({
    queryKey: [...keys.templates(), kind],
    queryFn: () => answer(api.GET('/api/v1/templates/{kind}', { params: { path: { kind } } })),
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const body = { group, title: title.trim(), ...(reason.trim() ? { reason: reason.trim() } : {}) }
    send({ goal: view.goal.id, command: 'add-group', body })
  }
  return (
    <Loaded query={template} lines={3}>
      {(found) => {
        const groups = found.template.added ?? []
        const chosen = groups.find((g) => g.key === group)
        const english = i18n.language === 'en'
        return groups.length === 0 ? (
          <p className="notice-bar">{t('form.addGroup.none')}</p>
        ) : (
          <form className="form" onSubmit={submit}>
            <Field
              label={t('form.addGroup.group')}
              hint={chosen?.steps.map((s) => (english ? s.title.en : s.title.zh)).join(' → ')}
              error={fieldError(error, '/group')}
            >
              <Select
                value={group || undefined}
                onChange={(group) => set({ group })}
                placeholder={t('do.choose')}
                options={groups.map((g) => ({ value: g.key, label: english ? g.title.en : g.title.zh }))}
              />
            </Field>
            <Field
              label={t('form.addGroup.title')}
              hint={t('form.addGroup.titleHint')}
              error={fieldError(error, '/title', '/key')}
            >
              <Input maxLength={120} value={title} onChange={(e) => set({ title: e.target.value })} />
            </Field>
            <Field label={t('form.seat.note')} optional error={fieldError(error, '/reason')}>
              <Input.TextArea
                rows={2}
                maxLength={4000}
                value={reason}
                onChange={(e) => set({ reason: e.target.value })}
              />
            </Field>
            <ProblemView error={error} onRetry={() => submit()} retrying={sending} />
            <div className="form-actions">
              <Button type="primary" htmlType="submit" loading={sending} disabled={!group || !title.trim()}>
                {t('command.add-group')}
              </Button>
            </div>
          </form>
        )
      }}
    </Loaded>
  )
}
