import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { zh } from '@/i18n/texts/ledger'
import { Due } from '@/ui/due'
import { Light } from '@/ui/light'
import { useWord } from '@/ui/word'
import { useNames } from '@/work/office'
import { fromMilli, sayTarget } from '@/work/quantity'
import { dayOf, runningDue, sayDay } from '@/work/time'

type Line = Noun['LedgerLine']
export type Column = keyof typeof zh.column

/** Every column that the ledger can show, in the order of a paper ledger. */
export const columns = Object.keys(zh.column) as Column[]

/** What is shown until somebody chooses. */
export const usual: Column[] = ['light', 'step', 'goal', 'unit', 'lead', 'status', 'due', 'amount', 'urged']

const quiet: Column[] = ['light', 'step'] // on a phone they are the head of a card and need no name

export function nameless(column: Column): boolean {
  return quiet.includes(column)
}

const detailed: Column[] = [
  'source',
  'sentence',
  'coUnits',
  'leader',
  'registered',
  'issued',
  'goalTarget',
  'extensions',
  'opinions',
  'scores',
]

/** Whether one of the columns needs what the server only gives when asked. */
export function needsDetail(shown: Column[]): boolean {
  return shown.some((c) => detailed.includes(c))
}

/** The sentences of the report that a step covers; the goal's own where it names none. */
function sentences(line: Line): string {
  const covered = (line.detail?.measures ?? []).filter((m) => line.step.measures?.includes(m.key))
  return covered.map((m) => m.text || m.title).join('') || line.detail?.basis.text || ''
}

/** What each column says of a line. */
export function useCells(): (column: Column, line: Line) => ReactNode {
  const { t } = useTranslation()
  const names = useNames()
  const word = useWord()
  const day = (at: string | undefined) => (at ? sayDay(dayOf(at)) : '—')
  const refs = (list: string[] | undefined) => (list ?? []).map((ref) => names.full(ref)).join(t('say.comma')) || '—'
  const score = (x: Noun['LedgerScore']) => {
    const unit = /^(?:unit|village):(.*)$/.exec(x.subject)?.[1]
    const points = fromMilli(x.points)
    return `${x.course} ${unit ? names.unit(unit) : names.title(x.subject)} ${points > 0 ? '+' : ''}${points}`
  }
  const extended = (x: Noun['Extended']) =>
    [`${day(x.old)} → ${x.new ? sayDay(x.new) : ''}`, `${x.by.name} ${day(x.at)}`, x.reason].filter(Boolean).join(' · ')
  const opinion = (o: Noun['Signature']) =>
    [`${o.by.name} ${word('outcome', o.outcome)} ${day(o.at)}`, o.text].filter(Boolean).join(' · ')
  const cells: Record<Column, (line: Line) => ReactNode> = {
    light: (l) => <Light light={l.light} />,
    number: (l) => <span className="num">{l.goal_number}</span>,
    step: ({ step }) => (
      <Link to="/goals/$goalId" params={{ goalId: step.goal_id }} search={{ step: step.key }}>
        {step.title}
      </Link>
    ),
    source: (l) => l.detail?.basis.section || '—',
    sentence: (l) => sentences(l) || '—',
    goal: (l) => (
      <span>
        <span className="num">{l.goal_number}</span> {l.goal_title}
      </span>
    ),
    kind: (l) => word('goalKind', l.goal_kind),
    sort: (l) => t(`stepKind.${l.step.kind}`),
    unit: (l) => names.unit(l.step.lead_unit || l.goal_unit),
    coUnits: (l) => (l.detail?.co_units ?? []).map((id) => names.unit(id)).join(t('say.comma')) || '—',
    leader: (l) => names.full(l.detail?.leader) || '—',
    lead: (l) => names.full(l.step.lead),
    co: (l) => refs(l.step.co),
    head: (l) => names.full(l.step.head) || '—',
    status: (l) => t(`stepStatus.${l.step.status ?? 'pending'}`),
    due: ({ step, light }) => <DueCell step={step} light={light} />,
    original: (l) => day(l.step.clock?.original),
    registered: (l) => day(l.detail?.registered),
    issued: (l) => day(l.detail?.issued),
    opened: (l) => day(l.step.opened_at),
    accepted: (l) => day(l.step.accepted_at),
    amount: ({ step }) =>
      step.target ? `${sayTarget({ milli: step.total ?? 0, unit: '' }).trim()} / ${sayTarget(step.target)}` : '—',
    goalTarget: (l) => sayTarget(l.detail?.target) || '—',
    evidence: (l) => (l.step.evidence ?? []).join(t('say.comma')) || '—',
    handed: (l) => day(l.step.rounds?.at(-1)?.at),
    note: (l) => l.step.rounds?.at(-1)?.content.note || '—',
    returned: (l) => (l.step.last ? `${l.step.last.by.name}${t('say.colon')}${l.step.last.text}` : '—'),
    round: (l) => (l.step.round ? String(l.step.round) : '—'),
    urged: (l) => <span className="num">{l.step.urged ?? 0}</span>,
    done: (l) => day(l.step.done_at),
    closed: (l) => (l.step.closed_at ? `${day(l.step.closed_at)} ${l.step.closed_by?.name ?? ''}` : '—'),
    extensions: (l) => <Paragraphs texts={(l.detail?.facts.extensions ?? []).map(extended)} />,
    opinions: (l) => <Paragraphs texts={(l.detail?.facts.opinions ?? []).map(opinion)} />,
    scores: (l) => <Paragraphs texts={(l.detail?.scores ?? []).map(score)} />,
    weight: (l) => <span className="num">{l.step.weight ?? 0}</span>,
  }
  return (column, line) => cells[column](line)
}

/** Several short texts in one cell, each on its line. */
function Paragraphs({ texts }: { texts: string[] }) {
  if (texts.length === 0) return '—'
  return texts.map((text) => (
    <span key={text} className="ledger-text">
      {text}
    </span>
  ))
}

function DueCell({ step, light }: { step: Noun['Step']; light: Noun['Light'] }) {
  const { t } = useTranslation()
  const original = step.clock?.original
  return (
    <span>
      <Due at={runningDue(step)} light={light} met={step.met_at} none={t('time.due.notOpen')} />
      {original && step.due_at && dayOf(original) !== dayOf(step.due_at) ? (
        <span className="soft ledger-was">{t('ledger.original', { day: sayDay(dayOf(original)) })}</span>
      ) : null}
    </span>
  )
}
