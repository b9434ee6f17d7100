import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Restored } from '@/ui/restored'
import { ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { useTyped } from '@/work/typed'
import { numberProblems, useTemplateEdit } from './save'
import { useSay, useUnit } from './say'

type TemplateNumber = Noun['TemplateNumber']

/** Every number of a template with its bounds and source; those changed become a new version. */
export function Numbers({ view, mayEdit }: { view: Noun['TemplateView']; mayEdit: boolean }) {
  const { t } = useTranslation()
  const { message } = useTell()
  const { numbers, version, kind } = view.template
  const form = useTyped<Record<string, string>>(`template/${kind}/numbers`, {})
  const own = mayEdit ? form.value : {}
  const { check, save } = useTemplateEdit(
    view,
    (saved) => void message.success(t('templates.saved', { v: saved.template.version })),
    form,
  )
  const changed = Object.fromEntries(
    numbers.flatMap((n) => {
      const value = own[n.key]?.trim()
      return value !== undefined && value !== '' && value !== n.value ? [[n.key, value]] : []
    }),
  )
  const n = Object.keys(changed).length
  const error = save.error ?? check.error
  const wrong = numberProblems(error, numbers)
  const change = (key: string, value: string) => {
    form.set({ [key]: value })
    check.reset()
    save.reset()
  }
  return (
    <div className="panel">
      {mayEdit ? (
        <div className="template-bar no-print">
          <span role="status">
            {n > 0 ? t('templates.changed', { n }) : t('templates.hint')}
            {check.data && n > 0 ? ` ${t('templates.sound')}` : ''}
          </span>
          <span className="row">
            <Button disabled={n === 0} loading={check.isPending} onClick={() => check.mutate({ numbers: changed })}>
              {t('templates.check')}
            </Button>
            <Button
              type="primary"
              disabled={n === 0}
              loading={save.isPending}
              onClick={() => save.mutate({ numbers: changed })}
            >
              {t('templates.save', { v: version + 1 })}
            </Button>
          </span>
        </div>
      ) : null}
      {mayEdit && form.kept.restored && n > 0 ? (
        <div className="panel-body">
          <Restored kept={form.kept} />
        </div>
      ) : null}
      {error && wrong.size === 0 ? (
        <div className="panel-body">
          <ProblemView error={error} />
        </div>
      ) : null}
      <table className="grid grid-cards">
        <thead>
          <tr>
            <th>{t('templates.meaning')}</th>
            <th>{t('templates.value')}</th>
            <th>{t('templates.bounds')}</th>
            <th>{t('templates.source')}</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <Line
              key={number.key}
              number={number}
              own={own[number.key]}
              wrong={wrong.get(number.key)}
              mayEdit={mayEdit}
              onChange={(value) => change(number.key, value)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface LineProps {
  number: TemplateNumber
  own: string | undefined
  wrong: string | undefined
  mayEdit: boolean
  onChange: (value: string) => void
}

function Line({ number, own, wrong, mayEdit, onChange }: LineProps) {
  const { t } = useTranslation()
  const say = useSay()
  const unit = useUnit()
  const bounds = [number.min, number.max].some((b) => b !== undefined)
    ? `${number.min ?? ''} – ${number.max ?? ''}`
    : t('templates.unbounded')
  const changed = own !== undefined && own.trim() !== '' && own.trim() !== number.value
  return (
    <tr className={changed ? 'grid-chosen' : undefined}>
      <td>
        <strong>{say(number.meaning)}</strong>
        <p className="soft template-key">{number.key}</p>
      </td>
      <td data-name={t('templates.value')}>
        {mayEdit ? (
          <div>
            <Input
              aria-label={say(number.meaning)}
              className="template-value"
              maxLength={40}
              status={wrong ? 'error' : undefined}
              suffix={<span className="soft">{unit(number.unit)}</span>}
              value={own ?? number.value}
              onChange={(e) => onChange(e.target.value)}
            />
            {changed ? <p className="hint">{t('templates.was', { value: number.value })}</p> : null}
            {wrong ? <p className="field-error">{wrong}</p> : null}
          </div>
        ) : (
          <span className="num">
            {number.value} {unit(number.unit)}
          </span>
        )}
      </td>
      <td data-name={t('templates.bounds')} className="num nowrap">
        {bounds}
      </td>
      <td data-name={t('templates.source')}>
        <span>
          <span className={`tag source-${number.source.kind}`}>{t(`plans.source.${number.source.kind}`)}</span>{' '}
          {say(number.source)}
        </span>
      </td>
    </tr>
  )
}
