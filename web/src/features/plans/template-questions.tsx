import { Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { PickRef } from '@/work/pick-ref'
import { asked, type Choices, type Fault, isTarget } from './template-check'

export function useSay() {
  const { i18n } = useTranslation()
  return (text: Noun['TemplateText']) => (i18n.language === 'en' ? text.en : text.zh)
}

interface Props {
  template: Noun['Template']
  choices: Choices
  faults: Map<string, Fault>
  tried: boolean // what is missing is told once somebody wanted to go on
  error: unknown
  onChoices: (choices: Choices) => void
}

/** What is wrong with the answer at a pointer: what is seen here, then what the server said. */
function useWrong({ faults, tried, error }: Pick<Props, 'faults' | 'tried' | 'error'>) {
  const { t } = useTranslation()
  return (pointer: string): string | undefined => {
    const fault = faults.get(pointer)
    if (fault && (tried || fault.why !== 'required')) return t(`plans.templateFault.${fault.why}`, { ...fault })
    return fieldError(error, pointer)
  }
}

/** What a template must know of a goal: figures, parts, posts, and numbers that differ here. */
export function Questions({ template, choices, faults, tried, error, onChoices }: Props) {
  const { t } = useTranslation()
  const say = useSay()
  const set = <K extends keyof Choices>(part: K, key: string, value: Choices[K][string]) =>
    onChoices({ ...choices, [part]: { ...choices[part], [key]: value } })
  const wrong = useWrong({ faults, tried, error })
  const parts = template.parts ?? []
  return (
    <>
      {asked(template).map((f) => (
        <Field
          key={f.key}
          label={f.unit ? `${say(f.title)} (${f.unit})` : say(f.title)}
          optional={!f.required && !isTarget(template, f.key)}
          hint={!f.required && isTarget(template, f.key) ? t('plans.templateTarget') : undefined}
          error={wrong(`/figures/${f.key}`)}
        >
          {(f.words ?? []).length > 0 ? (
            <Select
              allowClear
              value={choices.figures[f.key] || undefined}
              onChange={(word) => set('figures', f.key, word ?? '')}
              options={(f.words ?? []).map((w) => ({ value: w.key, label: say(w.title) }))}
            />
          ) : (
            <Input
              inputMode="decimal"
              maxLength={40}
              value={choices.figures[f.key] ?? ''}
              onChange={(e) => set('figures', f.key, e.target.value)}
            />
          )}
        </Field>
      ))}
      {parts.length > 0 ? (
        <fieldset className="template-parts">
          <legend>{t('plans.templateParts')}</legend>
          {parts.map((p) => (
            <Checkbox
              key={p.key}
              checked={choices.parts[p.key] ?? p.default}
              onChange={(e) => set('parts', p.key, e.target.checked)}
            >
              {say(p.title)}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
      <Field label={t('plans.lead_')} hint={t('plans.templateLead')} error={wrong('/posts/lead')}>
        <PickRef
          value={choices.posts.lead ?? ''}
          onChange={(ref) => set('posts', 'lead', ref)}
          people={t('form.people')}
        />
      </Field>
      {template.roles.map((role) => (
        <Field key={role.key} label={say(role.title)} optional error={wrong(`/posts/${role.key}`)}>
          <PickRef
            value={choices.posts[role.key] ?? ''}
            onChange={(ref) => set('posts', role.key, ref)}
            people={t('form.people')}
          />
        </Field>
      ))}
      <Numbers template={template} numbers={choices.numbers} wrong={wrong} onNumber={(k, v) => set('numbers', k, v)} />
    </>
  )
}

interface NumbersProps {
  template: Noun['Template']
  numbers: Record<string, string>
  wrong: (pointer: string) => string | undefined
  onNumber: (key: string, value: string) => void
}

/** The numbers of the template, to be other for this goal alone; each says where it comes from. */
function Numbers({ template, numbers, wrong, onNumber }: NumbersProps) {
  const { t, i18n } = useTranslation()
  const say = useSay()
  const unit = (u: string) => (i18n.exists(`plans.unit.${u}`) ? t(`plans.unit.${u as 'day'}`) : u)
  return (
    <details>
      <summary>
        {t('plans.templateNumbers', { n: template.numbers.length })}{' '}
        <span className="soft">{t('plans.templateNumbersHint')}</span>
      </summary>
      <ul className="template-numbers">
        {template.numbers.map((n) => {
          const fault = wrong(`/numbers/${n.key}`)
          return (
            <li key={n.key}>
              <label htmlFor={`number-${n.key}`}>
                {say(n.meaning)} <span className="soft">{t(`plans.source.${n.source.kind}`)}</span>
              </label>
              <Input
                id={`number-${n.key}`}
                size="small"
                maxLength={40}
                placeholder={n.value}
                status={fault ? 'error' : undefined}
                aria-invalid={fault ? true : undefined}
                aria-describedby={`number-${n.key}-says`}
                suffix={<span className="soft">{unit(n.unit)}</span>}
                value={numbers[n.key] ?? ''}
                onChange={(e) => onNumber(n.key, e.target.value)}
              />
              <span className={fault ? 'field-error' : 'hint'} id={`number-${n.key}-says`}>
                {fault ?? (i18n.language === 'en' ? n.source.en : n.source.zh)}
              </span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
