import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { useTyped } from '@/work/typed'
import { type Course, header, useCard, useCourseCommand } from './course'
import { sayPoints, toThousandths } from './points'

interface Props {
  course: Course
  view: Noun['CaseView']
  onClose: () => void
}

/** Decides a review or appeal: as it was, or altered in scores, grade or vetoes; what it leads to can be seen first. */
export function DecideCase({ course, view, onClose }: Props) {
  const { t } = useTranslation()
  const { case: c } = view
  const card = useCard(course.id, c.subject).data
  const form = useTyped(`case/${course.id}/${c.n}/decide`, {
    outcome: 'upheld' as 'upheld' | 'altered',
    scores: {} as Record<string, number | null>,
    grade: '',
    lift: [] as string[],
    reason: '',
  })
  const { outcome, scores, grade, lift, reason } = form.value
  const send = (body: Noun['DecideCaseCommand'], key: string) =>
    answer(
      api.POST('/api/v1/courses/{id}/cases/{case}/decide', {
        params: { path: { id: course.id, case: c.n }, header: header(key) },
        body,
      }),
    )
  const decide = useCourseCommand<Noun['DecideCaseCommand'], Noun['DecidedCase']>(send, onClose, form)
  const look = useCourseCommand<Noun['DecideCaseCommand'], Noun['DecidedCase']>(send)
  const a = course.cycle.assessed.find((x) => x.subject === c.subject)
  const set = course.cycle.staff.find((s) => s.type === a?.staff)?.grades
  const grades = course.cycle.grade_sets.find((g) => g.key === set)?.grades ?? []
  const vetoes = course.cycle.formulas.find((f) => f.key === a?.formula)?.vetoes ?? []
  const body = (): Noun['DecideCaseCommand'] => {
    if (outcome === 'upheld') return { outcome, reason: reason.trim() }
    const given = Object.entries(scores).flatMap(([key, points]) => {
      const [sheet = '', indicator = ''] = key.split('/')
      return points === null ? [] : [{ sheet, indicator, points: toThousandths(points) }]
    })
    return {
      outcome,
      reason: reason.trim(),
      ...(given.length > 0 ? { scores: given } : {}),
      ...(grade ? { grade } : {}),
      ...(lift.length > 0 ? { lift } : {}),
    }
  }
  const would = look.data?.would
  return (
    <FormModal
      title={`${t('assess.command.decide-objection')} · ${view.name}`}
      ok={t('assess.cases.decide')}
      disabled={reason.trim() === ''}
      sending={decide.isPending}
      error={decide.error ?? look.error}
      kept={form.kept}
      onOk={() => decide.mutate(body())}
      onClose={onClose}
    >
      <p className="pre notice-bar">{c.grounds}</p>
      <Radio.Group
        value={outcome}
        onChange={(e) => form.set({ outcome: e.target.value })}
        options={(['upheld', 'altered'] as const).map((value) => ({
          value,
          label: t(`assess.cases.outcome.${value}`),
        }))}
      />
      {outcome === 'altered' ? (
        <>
          {(card?.evaluations ?? []).map((e) => (
            <Field
              key={`${e.sheet}/${e.indicator}/${e.by.user}`}
              label={t('assess.cases.score', { name: e.by.name, indicator: e.indicator, points: sayPoints(e.points) })}
              optional
            >
              <InputNumber
                value={scores[`${e.sheet}/${e.indicator}`] ?? null}
                onChange={(points) => form.set({ scores: { ...scores, [`${e.sheet}/${e.indicator}`]: points } })}
              />
            </Field>
          ))}
          <Field label={t('assess.cases.grade')} optional error={fieldError(decide.error, '/grade')}>
            <Select
              allowClear
              value={grade || undefined}
              onChange={(v) => form.set({ grade: v ?? '' })}
              options={grades.map((g) => ({ value: g.key, label: g.title }))}
            />
          </Field>
          {vetoes.length > 0 ? (
            <Field label={t('assess.cases.lift')} optional>
              <Select
                mode="multiple"
                value={lift}
                onChange={(v) => form.set({ lift: v })}
                options={vetoes.map((v) => ({ value: v.key, label: v.title }))}
              />
            </Field>
          ) : null}
          <div>
            <Button loading={look.isPending} onClick={() => look.mutate({ ...body(), check: true })}>
              {t('assess.cases.look')}
            </Button>
            {would ? (
              <p role="status">
                {t('assess.cases.would', {
                  total: sayPoints(would.total),
                  grade: grades.find((g) => g.key === would.grade)?.title ?? t('say.none'),
                })}
              </p>
            ) : null}
          </div>
        </>
      ) : null}
      <Field
        label={t('assess.cases.opinion')}
        hint={t('assess.cases.opinionHint')}
        error={fieldError(decide.error, '/reason')}
      >
        <Input.TextArea
          rows={4}
          maxLength={4000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
