import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Input, InputNumber, Segmented } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { Page, Panel } from '@/ui/page'
import { Restored } from '@/ui/restored'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { rolesOf, useMe } from '@/work/session'
import { dayOf, daysBetween, sayDay, weekdayOf } from '@/work/time'
import { useTyped } from '@/work/typed'
import { Workdays, type Year } from '@/work/workdays'
import './admin.css'

type FullYear = Year & { source?: string }

/** The working-day calendar: every year on one sheet, and how a year's notice comes into force. */
export function CalendarsPage() {
  const { t } = useTranslation()
  const mayImport = rolesOf(useMe()).some((r) => r === 'supervisor' || r === 'system-admin')
  const calendars = useQuery({ queryKey: keys.calendars(), queryFn: () => answer(api.GET('/api/v1/calendars')) })
  const [year, setYear] = useState<number>()
  return (
    <Page title={t('admin.calendars.title')} lead={t('admin.calendars.lead')}>
      <Loaded query={calendars}>
        {({ items }) => {
          const active = items.find((c) => c.active) ?? items[0]
          const content = active?.calendar as { years?: FullYear[]; hours?: string[] } | undefined
          const years = content?.years ?? []
          const present = new Date().getFullYear()
          const shown = years.find((y) => y.year === (year ?? present)) ?? years.at(-1)
          if (!shown) return <Nothing title={t('say.none')} />
          return (
            <>
              {unsettled(years, dayOf(Date.now())).map((u) => (
                <p key={u.year} className="warn-bar">
                  {t(u.missing ? 'admin.calendars.missing' : 'admin.calendars.awaited', { year: u.year })}
                </p>
              ))}
              <Panel
                title={
                  <Segmented
                    value={shown.year}
                    onChange={setYear}
                    options={years.map((y) => ({ value: y.year, label: t('admin.calendars.year', { year: y.year }) }))}
                  />
                }
                extra={
                  <>
                    <span className="tag">{t(`yearStatus.${shown.status}`)}</span>
                    <span className="soft">
                      {t('admin.calendars.hours')} {(content?.hours ?? []).join(' · ')}
                    </span>
                  </>
                }
              >
                <div className="stack">
                  {shown.status === 'provisional' ? (
                    <p className="warn-bar">{t('admin.calendars.provisional')}</p>
                  ) : null}
                  <Sheet year={shown} />
                  <p className="row hint">
                    <span className="day-off legend">{t('admin.calendars.off')}</span>
                    <span className="day-worked legend">{t('admin.calendars.worked')}</span>
                    {shown.source ? `${t('admin.calendars.source')}: ${shown.source}` : ''}
                  </p>
                </div>
              </Panel>
            </>
          )
        }}
      </Loaded>
      {mayImport ? <Import /> : <p className="hint">{t('admin.calendars.notMine')}</p>}
    </Page>
  )
}

function Sheet({ year }: { year: FullYear }) {
  const { t } = useTranslation()
  const calendar = new Workdays([year])
  const pad = (n: number) => String(n).padStart(2, '0')
  return (
    <div className="year">
      {Array.from({ length: 12 }, (_, m) => {
        const month = `${year.year}-${pad(m + 1)}`
        const length = new Date(Date.UTC(year.year, m + 1, 0)).getUTCDate()
        const lead = (weekdayOf(`${month}-01`) + 6) % 7 // weeks begin on Monday
        const cells: (number | null)[] = [
          ...Array.from({ length: lead }, () => null),
          ...Array.from({ length }, (_, d) => d + 1),
        ]
        const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, w) => cells.slice(w * 7, w * 7 + 7))
        return (
          <table key={month} className="month num">
            <caption>{t('admin.calendars.month', { m: m + 1 })}</caption>
            <thead>
              <tr>
                {([1, 2, 3, 4, 5, 6, 0] as const).map((d) => (
                  <th key={d} scope="col">
                    {t(`time.weekday.${d}`).slice(-1)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week, w) => (
                <tr key={`${month}-${week.find(Boolean) ?? w}`}>
                  {week.map((d, i) => {
                    const day = d ? `${month}-${pad(d)}` : ''
                    const kind = !d
                      ? ''
                      : year.worked?.includes(day)
                        ? 'day-worked'
                        : year.off?.includes(day)
                          ? 'day-off'
                          : calendar.rests(day)
                            ? 'day-rest'
                            : ''
                    return (
                      <td key={day || `blank-${i}`} className={kind}>
                        {d}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )
      })}
    </div>
  )
}

/** A year's notice: first what it would change, then into force. */
function Import() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const form = useTyped('calendar', { text: '', year: new Date().getFullYear() + 1 })
  const { text, year } = form.value
  const [seen, setSeen] = useState<{ notice: Noun['CalendarNotice']; preview: Noun['CalendarPreview'] } | null>(null)
  const preview = useCommand<Noun['CalendarNotice'], Noun['CalendarPreview']>({
    send: (body) => answer(api.POST('/api/v1/calendars/preview', { body })),
    invalidates: [],
    done: (answered, notice) => setSeen({ notice, preview: answered }),
  })
  const take = useCommand<Noun['CalendarNotice'], Noun['CalendarPreview']>({
    send: (body, key) =>
      answer(api.POST('/api/v1/calendars/import', { params: { header: { 'Idempotency-Key': key } }, body })),
    invalidates: [keys.calendars(), keys.work()],
    done: () => {
      void message.success(t('admin.calendars.done'))
      setSeen(null)
      form.set({ text: '' })
    },
    form,
  })
  return (
    <Panel title={t('admin.calendars.import')}>
      <div className="form">
        <p className="hint">{t('admin.calendars.importHint')}</p>
        <Restored kept={form.kept} />
        <Field label={t('admin.calendars.forYear')} error={fieldError(preview.error, '/year')}>
          <InputNumber min={2000} max={2100} value={year} onChange={(y) => y && form.set({ year: y })} />
        </Field>
        <Field label={t('admin.calendars.text')} error={fieldError(preview.error, '/text')}>
          <Input.TextArea
            rows={6}
            value={text}
            onChange={(e) => {
              form.set({ text: e.target.value })
              setSeen(null)
            }}
          />
        </Field>
        <ProblemView
          error={preview.error}
          onRetry={() => preview.mutate({ text, year })}
          retrying={preview.isPending}
        />
        <ProblemView error={take.error} onRetry={() => seen && take.mutate(seen.notice)} retrying={take.isPending} />
        {seen ? <Changes preview={seen.preview} /> : null}
        <div className="form-actions">
          <Button
            loading={preview.isPending}
            disabled={text.trim() === ''}
            onClick={() => preview.mutate({ text, year })}
          >
            {t('admin.calendars.preview')}
          </Button>
          <Button
            type="primary"
            disabled={!seen}
            loading={take.isPending}
            onClick={() => seen && take.mutate(seen.notice)}
          >
            {t('admin.calendars.take')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}

/** What would change, goal by goal: nobody is surprised by a date that moved. */
function Changes({ preview }: { preview: Noun['CalendarPreview'] }) {
  const { t } = useTranslation()
  const goals = new Map<string, Noun['DueMove'][]>()
  for (const c of preview.changes) goals.set(c.goal_id, [...(goals.get(c.goal_id) ?? []), c])
  return (
    <div className="stack" role="status">
      {preview.warnings.map((w) => (
        <p key={w.pointer + w.code} className="warn-bar">
          {w.detail}
        </p>
      ))}
      <p className="notice-bar">
        <strong>
          {preview.changes.length === 0
            ? t('admin.calendars.noChanges')
            : t('admin.calendars.changesIn', { n: preview.changes.length, goals: goals.size })}
        </strong>
      </p>
      {goals.size > 0 ? (
        <ul className="moves">
          {[...goals].map(([id, moves]) => (
            <li key={id}>
              <Link to="/goals/$goalId" params={{ goalId: id }}>
                <span className="num">{moves[0]?.goal_number}</span> {moves[0]?.goal_title}
              </Link>
              <ul>
                {moves.map((m) => (
                  <li key={m.step}>
                    {m.step_title}
                    <span className="num">
                      {t('admin.calendars.move', { old: sayDay(dayOf(m.old)), new: sayDay(dayOf(m.new)) })}
                      <span className="soft"> {shift(m, t)}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      ) : null}
      <Panel title={t('admin.calendars.asRead', { year: preview.year.year })}>
        <Sheet year={preview.year as FullYear} />
      </Panel>
    </div>
  )
}

function shift(m: Noun['DueMove'], t: TFunction): string {
  const n = daysBetween(dayOf(m.old), dayOf(m.new))
  return t(n > 0 ? 'admin.calendars.later' : 'admin.calendars.earlier', { n: Math.abs(n) })
}

/** The years that work will soon rest on and that no notice has settled: the one that is, and from November the next. */
export function unsettled(years: FullYear[], today: string): { year: number; missing: boolean }[] {
  const year = Number(today.slice(0, 4))
  const wanted = today.slice(5, 7) >= '11' ? [year, year + 1] : [year]
  return wanted.flatMap((y) => {
    const found = years.find((k) => k.year === y)
    return found?.status === 'official' ? [] : [{ year: y, missing: found === undefined }]
  })
}
