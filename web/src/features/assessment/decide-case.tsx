import { Button, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { numbersRight } from '@/ui/numbers'
import { useTyped } from '@/work/typed'
import { Amend } from './amend'
import { amendments, nothingAmended } from './amended'
import { Asked } from './asked'
import { type Course, gradesOf, header, useCard, useCourseCommand } from './course'
import { sayPoints } from './points'
import { ReasonField } from './reason-field'

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
    amended: nothingAmended,
    grade: '',
    lift: [] as string[],
    reason: '',
  })
  const { outcome, amended, grade, lift, reason } = form.value
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
  const grades = gradesOf(course.cycle, a)
  // What the group declared; a veto that follows from facts goes with the facts.
  const vetoes = (card?.card.lines ?? []).filter((l) => l.kind === 'veto' && l.by)
  const body = (): Noun['DecideCaseCommand'] => {
    if (outcome === 'upheld') return { outcome, reason: reason.trim() }
    return {
      outcome,
      reason: reason.trim(),
      ...amendments(card, amended),
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
      <Asked lines={view.lines} />
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
          {card ? (
            <Amend
              card={card}
              value={amended}
              onChange={(v) => form.set({ amended: v })}
              error={decide.error ?? look.error}
            />
          ) : null}
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
                options={vetoes.map((v) => ({ value: v.path.split('/').at(-1) ?? '', label: v.title }))}
              />
            </Field>
          ) : null}
          <div>
            <Button
              loading={look.isPending}
              onClick={(e) => numbersRight(e.currentTarget.closest('form')) && look.mutate({ ...body(), check: true })}
            >
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
      <ReasonField
        label={t('assess.cases.opinion')}
        hint={t('assess.cases.opinionHint')}
        value={reason}
        onChange={(reason) => form.set({ reason })}
        error={decide.error}
      />
    </FormModal>
  )
}
