import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'
import type { Attachment } from '../evidence/attachments'
import { PickFiles } from '../evidence/picker'
import type { Entry } from '../evidence/uploads'
import type { Slot } from './submission'

interface Props {
  scope: string
  slot: Slot
  required: boolean
  entries: Entry[]
  kept: Attachment[]
  error: string | undefined
  onChange: (part: Partial<Slot>) => void
}

/** One piece of evidence: photos, files, words, or all of them. A required one has its name already. */
export function SlotFields({ scope, slot, required, entries, kept, error, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const name = slot.name || t('form.submit.evidenceOther')
  return (
    <fieldset className="slot">
      <legend>{required ? `${t('form.submit.evidence')}${t('say.colon')}${slot.name}` : name}</legend>
      {required ? null : (
        <Field label={t('form.submit.evidenceName')} optional>
          <Input maxLength={200} value={slot.name} onChange={(e) => onChange({ name: e.target.value })} />
        </Field>
      )}
      <PickFiles
        scope={scope}
        slot={slot.key}
        label={name}
        entries={entries}
        kept={kept}
        onDrop={(file) => onChange({ kept: slot.kept.filter((k) => k !== file) })}
      />
      <Input.TextArea
        aria-label={
          required ? `${t('form.submit.evidence')}${t('say.colon')}${slot.name}` : t('form.submit.evidenceText')
        }
        aria-describedby={error ? `${id}-error` : undefined}
        aria-invalid={error ? true : undefined}
        status={error ? 'error' : ''}
        placeholder={t('form.submit.evidenceHint')}
        autoSize={{ minRows: slot.text ? 2 : 1, maxRows: 8 }}
        maxLength={4000}
        value={slot.text}
        onChange={(e) => onChange({ text: e.target.value })}
      />
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
