import { Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { FormModal } from '@/ui/form-modal'
import { useTyped } from '@/work/typed'
import { Amend } from './amend'
import { amendments, nothingAmended } from './amended'
import { header, useCard, useCourseCommand } from './course'
import { ReasonField } from './reason-field'

interface Props {
  courseId: string
  item: Noun['SampleItem']
  onClose: () => void
}

/** What the panel found about one of the sample; what is not so is put right with it. */
export function Verify({ courseId, item, onClose }: Props) {
  const { t } = useTranslation()
  const { subject, name } = item.assessed
  const card = useCard(courseId, subject).data
  const form = useTyped(`sample/${courseId}/${subject}`, { ok: true, amended: nothingAmended, reason: '' })
  const { ok, amended, reason } = form.value
  const act = useCourseCommand<Noun['VerifyCommand']>(
    (body, key) =>
      answer(
        api.POST('/api/v1/courses/{id}/sample/{subject}', {
          params: { path: { id: courseId, subject }, header: header(key) },
          body,
        }),
      ),
    onClose,
    form,
  )
  const right = ok ? {} : amendments(card, amended)
  return (
    <FormModal
      title={`${t('assess.sample.verify')} ${name}`}
      disabled={!ok && reason.trim() === ''}
      sending={act.isPending}
      error={act.error}
      kept={form.kept}
      onOk={() => act.mutate({ ok, reason: reason.trim(), ...right })}
      onClose={onClose}
    >
      <fieldset className="plain-set">
        <legend>{t('assess.sample.found')}</legend>
        <Radio.Group
          value={ok}
          onChange={(e) => form.set({ ok: e.target.value })}
          options={[
            { value: true, label: t('assess.sample.ok') },
            { value: false, label: t('assess.sample.notOk') },
          ]}
        />
      </fieldset>
      {ok ? null : (
        <>
          {card ? (
            <Amend card={card} value={amended} onChange={(v) => form.set({ amended: v })} error={act.error} />
          ) : null}
          {Object.keys(right).length === 0 ? <p className="warn-bar">{t('assess.sample.unchanged')}</p> : null}
        </>
      )}
      <ReasonField
        optional={ok}
        hint={t('assess.sample.hint')}
        value={reason}
        onChange={(reason) => form.set({ reason })}
        error={act.error}
      />
    </FormModal>
  )
}
