import { Checkbox, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { FormModal } from '@/ui/form-modal'
import { useTyped } from '@/work/typed'
import { header, useCourseCommand } from './course'
import { saySigned } from './points'

interface Props {
  kind: 'review' | 'appeal'
  courseId: string
  subject: string
  card: Noun['CardView']
  onClose: () => void
}

/** 复核、申诉: why, and which lines are meant. Nobody fares worse for asking. */
export function AskObjection({ kind, courseId, subject, card, onClose }: Props) {
  const { t } = useTranslation()
  const form = useTyped(`ask-${kind}/${courseId}/${subject}`, { grounds: '', chosen: [] as string[] })
  const { grounds, chosen } = form.value
  const ask = useCourseCommand<Noun['AskObjection'], Noun['CaseView']>(
    (body, key) => {
      const at = { params: { path: { id: courseId, subject }, header: header(key) }, body }
      return kind === 'review'
        ? answer(api.POST('/api/v1/courses/{id}/reviews/{subject}', at))
        : answer(api.POST('/api/v1/courses/{id}/appeals/{subject}', at))
    },
    onClose,
    form,
  )
  return (
    <FormModal
      title={t(`assess.command.ask-${kind}`)}
      ok={t('assess.ask.send')}
      disabled={grounds.trim() === ''}
      sending={ask.isPending}
      error={ask.error}
      kept={form.kept}
      onOk={() => ask.mutate({ grounds: grounds.trim(), ...(chosen.length > 0 ? { lines: chosen } : {}) })}
      onClose={onClose}
    >
      <p className="notice-bar">{t('assess.ask.hint')}</p>
      <Field label={t('assess.ask.grounds')} error={fieldError(ask.error, '/grounds')}>
        <Input.TextArea
          rows={5}
          maxLength={4000}
          value={grounds}
          onChange={(e) => form.set({ grounds: e.target.value })}
        />
      </Field>
      <fieldset className="plain-set">
        <legend>
          {t('assess.ask.lines')} <span className="soft">{t('say.optional')}</span>
        </legend>
        <Checkbox.Group
          className="inspect-checks"
          value={chosen}
          onChange={(list) => form.set({ chosen: list as string[] })}
          options={card.card.lines.map((l) => ({
            value: l.key,
            label: `${card.titles[l.key] ?? l.title} ${saySigned(l.points)}`,
          }))}
        />
      </fieldset>
    </FormModal>
  )
}
