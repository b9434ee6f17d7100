import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { NumberField } from '@/ui/number-field'
import { useTyped } from '@/work/typed'
import { header, useCourseCommand } from './course'
import { toThousandths } from './points'

interface Props {
  courseId: string
  fact: Noun['Fact']
  onClose: () => void
}

/** 更正事实: another value, or taken back, with the reason. What it changes shows on the score sheet. */
export function CorrectFact({ courseId, fact, onClose }: Props) {
  const { t } = useTranslation()
  const start = { value: fact.value / 1000, note: fact.note ?? '', gone: false, reason: '' }
  const form = useTyped(`correct/${courseId}/${fact.id}`, start)
  const { value, note, gone, reason } = form.value
  const send = useCourseCommand<Noun['CorrectCommand']>(
    (body, key) =>
      answer(api.POST('/api/v1/courses/{id}/facts', { params: { path: { id: courseId }, header: header(key) }, body })),
    onClose,
    form,
  )
  const after = { ...fact, value: toThousandths(value), note: note.trim() || undefined }
  return (
    <FormModal
      title={t('assess.correct.title', { kind: t(`factKind.${fact.kind}`) })}
      ok={t('assess.correct.do')}
      disabled={reason.trim() === ''}
      sending={send.isPending}
      error={send.error}
      kept={form.kept}
      onOk={() => send.mutate({ before: fact.id, reason: reason.trim(), ...(gone ? {} : { after }) })}
      onClose={onClose}
    >
      <p className="notice-bar">{t('assess.correct.hint')}</p>
      <Checkbox checked={gone} onChange={(e) => form.set({ gone: e.target.checked })}>
        {t('assess.correct.gone')}
      </Checkbox>
      {gone ? null : (
        <>
          <NumberField
            label={t('assess.correct.value')}
            error={fieldError(send.error, '/after', '/after/value')}
            needed
            min={0}
            decimals={3}
            value={value}
            onChange={(n) => form.set({ value: n })}
          />
          <Field label={t('assess.correct.note')} error={fieldError(send.error, '/after/note')}>
            <Input.TextArea
              rows={2}
              maxLength={2000}
              value={note}
              onChange={(e) => form.set({ note: e.target.value })}
            />
          </Field>
        </>
      )}
      <Field label={t('assess.correct.reason')} error={fieldError(send.error, '/reason')}>
        <Input.TextArea
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(e) => form.set({ reason: e.target.value })}
        />
      </Field>
    </FormModal>
  )
}
