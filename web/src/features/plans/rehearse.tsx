import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Panel } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { Conflicts } from './conflicts'
import { Happenings } from './happenings'
import { LoadTable } from './load-table'
import type { Goal } from './model'
import { Outlook } from './outlook'
import { YearPicture } from './year-picture'

type Assumption = Noun['AssumptionInput']

const paces: Record<'prompt' | 'usual' | 'slow', Assumption> = {
  prompt: {},
  usual: { accept_after: 1, review_after: 2, close_after: 3 },
  slow: { late_workdays: 5, accept_after: 3, review_after: 3, close_after: 5 },
}

interface Props {
  plan: string
  year: number
  goals: Goal[]
  unready?: number // problems of the draft
  ready: () => Promise<number | undefined> // saves what was typed: the server rehearses what it has
  onGo: (pointer: string) => void
}

/** 推演: the plan played through simulated time, by the rules that will judge it. */
export function Rehearse({ plan, year, goals, unready = 0, ready, onGo }: Props) {
  const { t } = useTranslation()
  const [under, setUnder] = useState<Assumption>(paces.usual)
  const rehearsal = useQuery({
    queryKey: keys.rehearsal(plan, under),
    queryFn: async () => {
      await ready()
      return answer(api.POST('/api/v1/plans/{id}/rehearse', { params: { path: { id: plan } }, body: under }))
    },
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <>
      {unready > 0 ? <p className="warn-bar">{t('rehearsal.unready', { n: unready })}</p> : null}
      <Pace under={under} busy={rehearsal.isFetching} onRun={setUnder} />
      <Loaded query={rehearsal} lines={10}>
        {(r) => (
          <>
            <Facts rehearsal={r} />
            <Panel title={t('rehearsal.yearTitle', { year })} bare>
              {r.happenings.length === 0 ? (
                <Nothing title={t('rehearsal.nothingHappens')} hint={t('rehearsal.nothingHappensHint')} />
              ) : (
                <>
                  <Legend />
                  <YearPicture rehearsal={r} goals={goals} onGo={onGo} />
                </>
              )}
            </Panel>
            <Conflicts conflicts={r.conflicts} goals={goals} onGo={onGo} />
            {r.load.length > 0 ? (
              <Panel title={t('rehearsal.load')} bare>
                <LoadTable rehearsal={r} />
              </Panel>
            ) : null}
            <Outlook plan={plan} goals={goals} onGo={onGo} />
            <Happenings happenings={r.happenings} goals={goals} onGo={onGo} />
          </>
        )}
      </Loaded>
    </>
  )
}

const numbers = ['accept_after', 'review_after', 'close_after', 'late_workdays', 'max_per_week'] as const

function Pace({ under, busy, onRun }: { under: Assumption; busy: boolean; onRun: (under: Assumption) => void }) {
  const { t } = useTranslation()
  const [own, setOwn] = useState<Assumption>(under)
  const same = JSON.stringify(under)
  const named = (Object.keys(paces) as (keyof typeof paces)[]).find((p) => JSON.stringify(paces[p]) === same)
  return (
    <section className="panel panel-body pace" aria-label={t('rehearsal.pace')}>
      <div className="row">
        <strong>{t('rehearsal.pace')}</strong>
        <Segmented<keyof typeof paces | 'own'>
          value={named ?? 'own'}
          onChange={(next) => {
            if (next === 'own') return
            setOwn(paces[next])
            onRun(paces[next])
          }}
          options={[
            ...(['prompt', 'usual', 'slow'] as const).map((value) => ({ value, label: t(`rehearsal.paces.${value}`) })),
            { value: 'own' as const, label: t('rehearsal.paces.own'), disabled: named !== undefined },
          ]}
        />
      </div>
      <div className="row">
        {numbers.map((name) => (
          <label key={name} className="pace-number" htmlFor={`pace-${name}`}>
            <span>{t(`rehearsal.assume.${name}`)}</span>
            <InputNumber
              id={`pace-${name}`}
              min={0}
              max={name === 'max_per_week' ? 100 : 60}
              placeholder={name === 'max_per_week' ? '5' : '0'}
              value={own[name] ?? null}
              onChange={(n) => setOwn({ ...own, [name]: n || undefined })}
            />
          </label>
        ))}
        <Button type="primary" loading={busy} onClick={() => onRun(compact(own))}>
          {t('rehearsal.run')}
        </Button>
      </div>
    </section>
  )
}

function compact(a: Assumption): Assumption {
  return Object.fromEntries(Object.entries(a).filter(([, v]) => v !== undefined)) as Assumption
}

function Facts({ rehearsal: r }: { rehearsal: Noun['Rehearsal'] }) {
  const { t } = useTranslation()
  const late = new Set(r.happenings.filter((h) => h.kind === 'late').map((h) => `${h.goal}/${h.step}`)).size
  const facts = [
    [t('rehearsal.finished'), t('say.of', { n: r.finished, of: r.steps })],
    [t('rehearsal.lateSteps'), String(late)],
    [t('rehearsal.conflictsN'), String(r.conflicts.filter((c) => c.kind !== 'provisional').length)],
    [t('rehearsal.notices'), String(r.load.reduce((n, l) => n + l.notices, 0))],
    [t('rehearsal.points'), String(r.points / 1000)],
  ]
  return (
    <dl className="facts plan-facts panel panel-body" aria-live="polite">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Legend() {
  const { t } = useTranslation()
  return (
    <p className="row hint year-legend">
      <span className="legend-done">{t('rehearsal.legend.done')}</span>
      <span className="legend-open">{t('rehearsal.legend.open')}</span>
      <span className="legend-late">{t('rehearsal.legend.late')}</span>
      <span className="legend-due">{t('rehearsal.legend.due')}</span>
      <span className="legend-provisional">{t('rehearsal.legend.provisional')}</span>
    </p>
  )
}
