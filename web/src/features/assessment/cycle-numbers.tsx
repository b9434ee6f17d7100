import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fieldError } from '@/ui/field'
import { NumberField } from '@/ui/number-field'
import { Panel } from '@/ui/page'
import type { CyclePart } from './cycle-page'
import { toThousandths } from './points'

type Settings = Noun['AssessSettings']

const windows = ['self', 'score', 'check', 'moderate'] as const
const budgets = ['public', 'ask_review', 'review', 'ask_appeal', 'appeal', 'longer'] as const

/** Times, shares and bounds, each with its default; and the grades with their quotas. */
export function CycleNumbers({ cycle, set, open, error }: CyclePart) {
  const { t } = useTranslation()
  const s = cycle.settings
  const change = (part: Partial<Settings>) => set({ settings: { ...s, ...part } })
  const number = (label: string, value: number, onChange: (n: number) => void, at: string, max = 365) => (
    <NumberField
      key={at}
      label={label}
      error={fieldError(error, `/cycle/settings/${at}`)}
      needed
      min={0}
      max={max}
      decimals={max === 365 ? 0 : 3}
      disabled={!open}
      value={value}
      onChange={onChange}
    />
  )
  const unit = (b: Noun['Budget']) => t(`cycle.units.${b.unit}`)
  return (
    <Panel title={t('cycle.numbers')}>
      <div className="stack">
        <div className="cycle-fields">
          {windows.flatMap((w) => {
            const budget = s[w].budget
            return budget
              ? [
                  number(
                    `${t(`cycle.windows.${w}`)} (${unit(budget)})`,
                    budget.n,
                    (n) => change({ [w]: { ...s[w], budget: { ...budget, n } } }),
                    w,
                  ),
                ]
              : []
          })}
          {number(t('cycle.grace'), s.grace, (grace) => change({ grace }), 'grace')}
          {budgets.map((b) =>
            number(`${t(`cycle.windows.${b}`)} (${unit(s[b])})`, s[b].n, (n) => change({ [b]: { ...s[b], n } }), b),
          )}
          {number(t('cycle.sample'), s.sample / 1000, (n) => change({ sample: toThousandths(n) }), 'sample', 100)}
          {number(
            t('cycle.minHeld'),
            s.min_held / 1000,
            (n) => change({ min_held: toThousandths(n) }),
            'min_held',
            100,
          )}
          {number(t('cycle.adjust'), s.adjust / 1000, (n) => change({ adjust: toThousandths(n) }), 'adjust', 100)}
        </div>
        <Checkbox disabled={!open} checked={s.ranking} onChange={(e) => change({ ranking: e.target.checked })}>
          {t('cycle.ranking')}
        </Checkbox>
        <Checkbox disabled={!open} checked={s.rank_staff} onChange={(e) => change({ rank_staff: e.target.checked })}>
          {t('cycle.rankStaff')}
        </Checkbox>
        <Grades cycle={cycle} set={set} open={open} error={error} />
      </div>
    </Panel>
  )
}

function Grades({ cycle, set, open }: CyclePart) {
  const { t } = useTranslation()
  const change = (key: string, grade: string, part: Partial<Noun['AssessGrade']>) =>
    set({
      grade_sets: cycle.grade_sets.map((g) =>
        g.key === key ? { ...g, grades: g.grades.map((x) => (x.key === grade ? { ...x, ...part } : x)) } : g,
      ),
    })
  return (
    <>
      <h3>{t('cycle.grades')}</h3>
      {cycle.grade_sets.map((g) => (
        <div key={g.key} className="grade-fields">
          <strong>{g.title}</strong>
          {g.grades.flatMap((x) => {
            const { quota } = x
            const from = (
              <NumberField
                key={x.key}
                label={t('cycle.gradeFrom', { grade: x.title })}
                needed
                min={0}
                max={200}
                decimals={3}
                disabled={!open}
                value={x.from / 1000}
                onChange={(n) => change(g.key, x.key, { from: toThousandths(n) })}
              />
            )
            if (!quota) return [from]
            return [
              from,
              <NumberField
                key={`${x.key}-quota`}
                label={t('cycle.quota', { grade: x.title })}
                needed
                min={0}
                max={100}
                decimals={3}
                disabled={!open}
                value={quota.percent / 1000}
                onChange={(n) => change(g.key, x.key, { quota: { ...quota, percent: toThousandths(n) } })}
              />,
            ]
          })}
        </div>
      ))}
    </>
  )
}
