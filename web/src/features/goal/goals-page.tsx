import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { zh } from '@/i18n/texts/words'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { Page } from '@/ui/page'
import { Loaded, Nothing } from '@/ui/states'
import { useNames } from '@/work/office'
import './goal.css'

/** The goals within the caller's reach. */
export function GoalsPage() {
  const { t } = useTranslation()
  const names = useNames()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false })
  const status = filter.status as Noun['GoalStatus'] | undefined
  const goals = useInfiniteQuery({
    queryKey: keys.goals(filter),
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/goals', {
          params: {
            query: {
              q: filter.q,
              unit: filter.unit,
              kind: filter.kind,
              status: status ? [status] : undefined,
              cursor: pageParam || undefined,
              limit: 60,
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
  const set = (part: object) => void navigate({ to: '/goals', search: { ...filter, ...part }, replace: true })
  const filtered = Boolean(filter.q || filter.unit || filter.kind || filter.status)
  const lines = goals.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Page title={t('goal.list.title')}>
      <div className="row no-print">
        <Input.Search
          aria-label={t('goal.list.search')}
          placeholder={t('goal.list.search')}
          allowClear
          defaultValue={filter.q}
          onSearch={(q) => set({ q: q.trim() || undefined })}
          className="filter-text"
        />
        <Select
          aria-label={t('goal.leadUnit')}
          placeholder={t('goal.leadUnit')}
          allowClear
          value={filter.unit}
          onChange={(unit) => set({ unit })}
          options={names.directory.units.map((u) => ({ value: u.id, label: u.name }))}
          popupMatchSelectWidth={false}
          className="filter-pick"
        />
        <Select
          aria-label={t('goal.kind')}
          placeholder={t('goal.kind')}
          allowClear
          value={filter.kind}
          onChange={(kind) => set({ kind })}
          options={Object.keys(zh.goalKind).map((k) => ({ value: k, label: t(`goalKind.${k as 'general'}`) }))}
          popupMatchSelectWidth={false}
          className="filter-pick"
        />
        <Select
          aria-label={t('goal.status')}
          placeholder={t('goal.status')}
          allowClear
          value={filter.status}
          onChange={(s) => set({ status: s })}
          options={Object.keys(zh.goalStatus).map((s) => ({ value: s, label: t(`goalStatus.${s as 'running'}`) }))}
          popupMatchSelectWidth={false}
          className="filter-pick"
        />
      </div>
      <Loaded query={goals}>
        {() =>
          lines.length === 0 ? (
            <div className="panel">
              <Nothing
                title={t(filtered ? 'goal.list.emptyFilter' : 'goal.list.empty')}
                hint={t(filtered ? 'goal.list.emptyFilterHint' : 'goal.list.emptyHint')}
              >
                {filtered ? (
                  <Button onClick={() => void navigate({ to: '/goals', search: {}, replace: true })}>
                    {t('do.reset')}
                  </Button>
                ) : null}
              </Nothing>
            </div>
          ) : (
            <ul className="goal-cards">
              {lines.map((line) => (
                <li key={line.goal.id}>
                  <GoalCard line={line} unit={names.unit(line.goal.lead_unit)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {goals.hasNextPage ? (
        <Button loading={goals.isFetchingNextPage} onClick={() => void goals.fetchNextPage()}>
          {t('do.more')}
        </Button>
      ) : null}
    </Page>
  )
}

function GoalCard({ line, unit }: { line: Noun['GoalLine']; unit: string }) {
  const { t } = useTranslation()
  const { goal, light } = line
  const steps = (goal.steps ?? []).filter((s) => s.status !== 'cancelled')
  const done = steps.filter((s) => s.status === 'done' || s.status === 'closed').length
  const percent = Math.round(goal.progress / 10)
  return (
    <article className="panel goal-card">
      <div className="row">
        <Light light={light} />
        {goal.status ? <span className="tag">{t(`goalStatus.${goal.status}`)}</span> : null}
        <span className="tag">{t(`goalKind.${goal.kind as 'general'}`)}</span>
      </div>
      <h2>
        <Link to="/goals/$goalId" params={{ goalId: goal.id }}>
          {goal.title}
        </Link>
      </h2>
      <p className="soft">
        {goal.number} · {unit}
      </p>
      <div className="goal-card-foot">
        <div className="meter" aria-hidden="true">
          <span style={{ width: `${percent}%` }} />
        </div>
        <span className="num">{percent}%</span>
      </div>
      <p className="row">
        {steps.length > 0 ? <span className="soft">{t('goal.list.steps', { done, all: steps.length })}</span> : null}
        <Due at={goal.due_at} met={goal.ended_at} />
      </p>
    </article>
  )
}
