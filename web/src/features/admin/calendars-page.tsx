import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { useCommand } from '@/api/command'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { NumberField } from '@/ui/number-field'
import { numbersRight } from '@/ui/numbers'
import { Page, Panel } from '@/ui/page'
import { Restored } from '@/ui/restored'
import { Loaded, Nothing, ProblemView } from '@/ui/states'
import { useTell } from '@/ui/tell'
import { rolesOf, useMe } from '@/work/session'
import { dayOf } from '@/work/time'
import { useTyped } from '@/work/typed'
import { Changes } from './calendar-changes'
import { type FullYear, YearSheet } from './year-sheet'
import './admin.css'

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
                  <YearSheet year={shown} />
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

/** A year's notice: first what it would change, then into force. */
function Import() {
  const { t } = useTranslation()
  const { message } = useTell()
  const box = useRef<HTMLDivElement>(null)
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
      <div className="form" ref={box}>
        <p className="hint">{t('admin.calendars.importHint')}</p>
        <Restored kept={form.kept} />
        <NumberField
          label={t('admin.calendars.forYear')}
          error={fieldError(preview.error, '/year')}
          needed
          min={2000}
          max={2100}
          value={year}
          onChange={(y) => form.set({ year: y })}
        />
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
            onClick={() => numbersRight(box.current) && preview.mutate({ text, year })}
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

/** The years that work will soon rest on and that no notice has settled: the one that is, and from November the next. */
export function unsettled(years: FullYear[], today: string): { year: number; missing: boolean }[] {
  const year = Number(today.slice(0, 4))
  const wanted = today.slice(5, 7) >= '11' ? [year, year + 1] : [year]
  return wanted.flatMap((y) => {
    const found = years.find((k) => k.year === y)
    return found?.status === 'official' ? [] : [{ year: y, missing: found === undefined }]
  })
}
