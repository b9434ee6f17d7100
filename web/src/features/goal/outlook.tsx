import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { DayInput } from '@/ui/day-input'
import { Field } from '@/ui/field'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { rolesOf, useMe } from '@/work/session'
import { addDays, dayOf, sayDay, sayOutside } from '@/work/time'

/** 前瞻: when each step can be through, whether seasons will be met, and what slips when a date moves. */
export function OutlookView({ goal }: { goal: Noun['Goal'] }) {
  const roles = rolesOf(useMe())
  const outlook = useQuery({
    queryKey: keys.goalOutlook(goal.id),
    queryFn: () => answer(api.GET('/api/v1/goals/{id}/outlook', { params: { path: { id: goal.id } } })),
  })
  return (
    <div className="stack">
      <Loaded query={outlook}>{(found) => <Dates goal={goal} outlook={found} />}</Loaded>
      {roles.includes('leader') || roles.includes('supervisor') ? <Forecast goal={goal} /> : null}
    </div>
  )
}

function Dates({ goal, outlook }: { goal: Noun['Goal']; outlook: Noun['Outlook'] }) {
  const { t } = useTranslation()
  const title = (key: string) => goal.steps?.find((s) => s.key === key)?.title ?? key
  const steps = [...(goal.steps ?? [])]
    .sort((a, b) => a.position - b.position)
    .filter((s) => !s.done_at && (outlook.earliest[s.key] || outlook.expected[s.key]))
  // A last day without a first one is no season: the table tells of it.
  const windows = outlook.windows.filter((w) => w.opens_on)
  const late = (day: string | undefined, due: string | undefined) => day && due && day > dayOf(due)
  return (
    <>
      {outlook.filing ? (
        <p className="notice-bar">{t('goal.outlook.filing', { day: sayDay(outlook.filing) })}</p>
      ) : null}
      {windows.length > 0 ? (
        <ul className="outlook-windows">
          {windows.map((w) => (
            <li key={w.step} className={w.state === 'met' ? 'notice-bar' : 'warn-bar'}>
              <strong>{t(`goal.outlook.window.${w.state}`)}</strong> {title(w.step)} ·{' '}
              {t('goal.outlook.windowDays', { by: sayDay(w.by), expected: sayDay(w.expected) })}
            </li>
          ))}
        </ul>
      ) : null}
      {steps.length === 0 ? (
        <Nothing title={t('goal.outlook.empty')} />
      ) : (
        <table className="grid grid-cards">
          <thead>
            <tr>
              <th>{t('goal.step')}</th>
              <th>{t('goal.outlook.earliest')}</th>
              <th>{t('goal.outlook.expected')}</th>
              <th>{t('goal.due')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((s) => {
              const due = s.due_at ?? s.by
              const expected = outlook.expected[s.key]
              return (
                <tr key={s.key}>
                  <td data-name={t('goal.step')}>{s.title}</td>
                  <td data-name={t('goal.outlook.earliest')}>
                    {outlook.earliest[s.key] ? sayDay(outlook.earliest[s.key] as string) : t('say.unknown')}
                  </td>
                  <td data-name={t('goal.outlook.expected')}>
                    <span className={late(expected, due) ? 'due-red' : undefined}>
                      {expected ? sayDay(expected) : t('say.unknown')}
                      {late(expected, due) ? ` · ${t('goal.outlook.late')}` : ''}
                    </span>
                  </td>
                  <td data-name={t('goal.due')}>{due ? sayDay(dayOf(due)) : t('time.due.none')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <p className="hint">
        {t('goal.outlook.hint')} {outlook.beyond ? t('goal.outlook.beyond') : ''}
      </p>
    </>
  )
}

/** 影响预测: when one step ends later, which others slip. Nothing is changed by asking. */
function Forecast({ goal }: { goal: Noun['Goal'] }) {
  const { t } = useTranslation()
  const open = (goal.steps ?? []).filter((s) => !s.done_at && s.status !== 'cancelled')
  const [step, setStep] = useState(open[0]?.key ?? '')
  const [to, setTo] = useState('')
  const ask = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/plans/{id}/forecast', {
          params: { path: { id: goal.plan_id } },
          body: { moved: [{ goal: goal.id, step, to }] },
        }),
      ),
  })
  if (open.length === 0) return null
  const first = addDays(dayOf(Date.now()), 1)
  const outside = sayOutside(to, first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate()
  }
  const title = (slip: Noun['Slip']) =>
    slip.goal === goal.id ? (goal.steps?.find((s) => s.key === slip.step)?.title ?? slip.step) : slip.step
  return (
    <form className="form no-print" noValidate onSubmit={submit}>
      <h3>{t('goal.forecast.title')}</h3>
      <div className="row outlook-ask">
        <Field label={t('goal.forecast.step')}>
          <Select
            value={step}
            onChange={setStep}
            popupMatchSelectWidth={false}
            options={open.map((s) => ({ value: s.key, label: s.title }))}
          />
        </Field>
        <Field label={t('goal.forecast.to')} error={outside}>
          <DayInput value={to} onChange={setTo} min={first} />
        </Field>
        <Button htmlType="submit" loading={ask.isPending} disabled={!step || !to || Boolean(outside)}>
          {t('goal.forecast.ask')}
        </Button>
      </div>
      <ProblemView error={ask.error} />
      {ask.data ? (
        ask.data.items.length === 0 ? (
          <p className="notice-bar">{t('goal.forecast.none')}</p>
        ) : (
          <ul className="outlook-slips" aria-live="polite">
            {ask.data.items.map((slip) => (
              <li key={`${slip.goal}/${slip.step}`}>
                <strong>{title(slip)}</strong>{' '}
                {slip.due && slip.new_due
                  ? t('goal.forecast.slip', {
                      from: sayDay(dayOf(slip.due)),
                      to: sayDay(dayOf(slip.new_due)),
                      n: slip.workdays,
                    })
                  : t('goal.forecast.beyond')}
                {slip.late ? <span className="due-red"> {t('goal.forecast.late')}</span> : null}
              </li>
            ))}
          </ul>
        )
      ) : null}
    </form>
  )
}
