import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { NumberField } from '@/ui/number-field'
import { useTyped } from '@/work/typed'
import { type Course, gradesOf, header, useCourseCommand } from './course'
import { toThousandths } from './points'
import { ReasonField } from './reason-field'

interface Props {
  course: Course
  row: Noun['ModerationRow']
  most: number // points by which a total may be moved, in thousandths
  onClose: () => void
}

/** Changes a grade, moves a total or declares a veto; always with the reason. */
export function ModerateForm({ course, row, most, onClose }: Props) {
  const { t } = useTranslation()
  const { assessed: a } = row
  const form = useTyped(`moderate/${course.id}/${a.subject}`, {
    grade: row.result.grade ?? '',
    points: null as number | null,
    veto: '',
    reason: '',
  })
  const { grade, points, veto, reason } = form.value
  const act = useCourseCommand<Noun['ModerateCommand']>(
    (body, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/moderation/{subject}', {
          params: { path: { id: course.id, subject: a.subject }, header: header(key) },
          body,
        }),
      ),
    onClose,
    form,
  )
  const grades = gradesOf(course.cycle, a)
  const vetoes = course.cycle.formulas.find((f) => f.key === a.formula)?.vetoes ?? []
  const moved = points !== null && points !== 0
  const changed = grade !== (row.result.grade ?? '') || moved || veto !== ''
  const send = () =>
    act.mutate({
      reason: reason.trim(),
      ...(grade !== (row.result.grade ?? '') ? { grade } : {}),
      ...(moved ? { points: toThousandths(points) } : {}),
      ...(veto ? { veto } : {}),
    })
  return (
    <FormModal
      title={`${t('assess.command.moderate')} ${a.name}`}
      disabled={!changed || reason.trim() === ''}
      sending={act.isPending}
      error={act.error}
      kept={form.kept}
      onOk={send}
      onClose={onClose}
    >
      <Field label={t('assess.grade')} error={fieldError(act.error, '/grade')}>
        <Select
          value={grade || undefined}
          placeholder={t('say.none')}
          onChange={(v) => form.set({ grade: v })}
          options={grades.map((g) => ({ value: g.key, label: g.title }))}
        />
      </Field>
      <NumberField
        label={t('assess.moderation.points', { most: most / 1000 })}
        optional
        error={fieldError(act.error, '/points')}
        min={-most / 1000}
        max={most / 1000}
        decimals={3}
        value={points}
        onChange={(v) => form.set({ points: v })}
      />
      {vetoes.length > 0 ? (
        <Field label={t('assess.moderation.veto')} optional error={fieldError(act.error, '/veto')}>
          <Select
            allowClear
            value={veto || undefined}
            onChange={(v) => form.set({ veto: v ?? '' })}
            options={vetoes.map((v) => ({ value: v.key, label: v.title }))}
          />
        </Field>
      ) : null}
      <ReasonField
        hint={t('assess.moderation.reasonHint')}
        value={reason}
        onChange={(reason) => form.set({ reason })}
        error={act.error}
      />
    </FormModal>
  )
}
