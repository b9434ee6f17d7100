import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { DayInput } from '@/ui/day-input'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { NumberField } from '@/ui/number-field'
import { dayOf } from '@/work/time'
import { useTyped } from '@/work/typed'
import { type Course, header, useCourseCommand } from './course'
import { daysOf, entryKinds } from './entries'
import { toThousandths } from './points'

interface Props {
  course: Course
  subject?: string // whose card it was opened from
  onClose: () => void
}

/** 登记事项: something that really happened and is in no goal's record, e.g. praise, a complaint, an accident. */
export function RegisterFact({ course, subject: of = '', onClose }: Props) {
  const { t } = useTranslation()
  const kinds = entryKinds(course.cycle)
  const [from, end] = daysOf(course.cycle.period)
  const today = dayOf(Date.now())
  const to = today < end ? today : end
  const start = { subject: of, tag: kinds[0]?.tag ?? '', at: to, count: 1, note: '', reason: '' }
  const form = useTyped(`entry/${course.id}/${of}`, start)
  const { subject, tag, at, count, note, reason } = form.value
  const send = useCourseCommand<Noun['CorrectCommand']>(
    (body, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/facts', { params: { path: { id: course.id }, header: header(key) }, body }),
      ),
    onClose,
    form,
  )
  const after = { kind: 'case' as const, tag, subject, at, value: toThousandths(count), note: note.trim() }
  return (
    <FormModal
      title={t('assess.registered')}
      ok={t('entry.do')}
      disabled={!subject || !at || note.trim() === '' || reason.trim() === '' || kinds.length === 0}
      sending={send.isPending}
      error={send.error}
      kept={form.kept}
      onOk={() => send.mutate({ after, reason: reason.trim() })}
      onClose={onClose}
    >
      <p className="notice-bar">{t(kinds.length > 0 ? 'entry.hint' : 'entry.none')}</p>
      <Field label={t('entry.subject')} error={fieldError(send.error, '/after/subject')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={subject || undefined}
          onChange={(v) => form.set({ subject: v })}
          options={course.cycle.assessed.map((a) => ({ value: a.subject, label: a.name }))}
        />
      </Field>
      <Field label={t('entry.kind')} error={fieldError(send.error, '/after/kind', '/after/tag')}>
        <Select
          value={tag}
          onChange={(v) => form.set({ tag: v })}
          options={kinds.map((k) => ({ value: k.tag, label: k.title }))}
        />
      </Field>
      <Field label={t('entry.day')} error={fieldError(send.error, '/after/at')}>
        <DayInput value={at} min={from} max={to} onChange={(v) => form.set({ at: v })} />
      </Field>
      <NumberField
        label={t('entry.count')}
        error={fieldError(send.error, '/after/value')}
        needed
        min={1}
        max={1000}
        value={count}
        onChange={(n) => form.set({ count: n })}
      />
      <Field label={t('entry.note')} error={fieldError(send.error, '/after/note')}>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={(e) => form.set({ note: e.target.value })} />
      </Field>
      <Field label={t('entry.reason')} hint={t('entry.reasonHint')} error={fieldError(send.error, '/reason')}>
        <Input.TextArea
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
