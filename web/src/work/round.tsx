import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useAttachments } from './evidence/attachments'
import { Gallery } from './evidence/gallery'
import { FactsView } from './facts'
import { sayFigure, useFigureName } from './figures'
import { PlaceCheck, Verdicts } from './findings'
import { type Names, useNames } from './office'
import { sayTarget } from './quantity'
import { sayDay, sayMoment } from './time'
import './round.css'

type Round = Noun['Approval']

/** One round of approval: what was handed in or asked, and who said what. */
export function RoundView({ round, before }: { round: Round; before?: Round }) {
  const { t } = useTranslation()
  const by = round.by.for_name ? `${round.by.name} (${t('say.deputyFor', { name: round.by.for_name })})` : round.by.name
  return (
    <article className="round">
      <header className="row">
        <strong>{t('goal.round', { n: round.round })}</strong>
        <span className="tag">{t(`subject.${round.subject}`)}</span>
        <span>
          {t(round.subject === 'submission' ? 'goal.submittedBy' : 'goal.askedBy', { name: by })}
          <span className="soft"> {sayMoment(round.at)}</span>
        </span>
        <span className={`outcome outcome-${round.outcome ?? 'waiting'}`}>
          {t(`outcome.${round.outcome ?? 'waiting'}`)}
        </span>
      </header>
      <Content round={round} before={before?.content} />
      <Stages round={round} />
    </article>
  )
}

interface Line {
  name: string
  text: string
  old?: string
  files: string[]
  /** Files that the round before did not have, and how many of its own are gone. */
  added: number
  gone: number
}

function linesOf(content: Noun['Submission'], before: Noun['Submission'] | undefined): Line[] {
  const names = new Set([...(content.evidence ?? []), ...(before?.evidence ?? [])].map((e) => e.name))
  return [...names].map((name) => {
    const of = (c: Noun['Submission'] | undefined) => c?.evidence?.filter((e) => e.name === name) ?? []
    const text = (c: Noun['Submission'] | undefined) =>
      of(c)
        .flatMap((e) => e.text || [])
        .join('\n')
    const files = of(content).flatMap((e) => e.file || [])
    const old = of(before).flatMap((e) => e.file || [])
    return {
      name,
      text: text(content),
      old: before ? text(before) : undefined,
      files,
      added: before ? files.filter((f) => !old.includes(f)).length : 0,
      gone: old.filter((f) => !files.includes(f)).length,
    }
  })
}

function Content({ round, before }: { round: Round; before?: Noun['Submission'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const figureName = useFigureName()
  const { content } = round
  const lines: Line[] = []
  const add = (name: string, text: string | undefined, old: string | undefined) => {
    if (text || old) {
      lines.push({ name, text: text ?? '', old: before ? (old ?? '') : undefined, files: [], added: 0, gone: 0 })
    }
  }
  if (content.new_due) add(t('form.extend.newDue'), sayDay(content.new_due), undefined)
  if (content.to) add(t('form.transfer.to'), names.full(content.to), undefined)
  add(t('form.extend.progress'), content.progress, before?.progress)
  add(t('goal.note'), content.note, before?.note)
  if (content.quantity || before?.quantity) {
    const partial = content.partial ? ` (${t('goal.partial')})` : ''
    add(t('goal.quantity'), sayTarget(content.quantity) + partial, before ? sayTarget(before.quantity) : undefined)
  }
  for (const f of content.figures ?? []) {
    const was = before?.figures?.find((x) => x.field === f.field)
    add(figureName(f.field), sayFigure(f), was ? sayFigure(was) : undefined)
  }
  lines.push(...linesOf(content, before))
  return (
    <>
      <dl className="round-lines">
        {lines.map((line) => (
          <ContentLine key={line.name} line={line} goal={round.goal_id} />
        ))}
      </dl>
      {content.swap ? <p>{t('roster.swapOf', swapWords(content.swap, names))}</p> : null}
      {content.verdicts ? <Verdicts round={round} /> : null}
      {(content.checks ?? []).map((c) => (
        <PlaceCheck key={c.place} check={c} goal={round.goal_id} />
      ))}
      {content.facts ? <FactsView facts={content.facts} goal={undefined} /> : null}
    </>
  )
}

function swapWords(swap: Noun['Swap'], names: Names) {
  return { one: names.full(swap.lead), day: sayDay(swap.on), other: names.full(swap.other), with: sayDay(swap.with) }
}

function ContentLine({ line, goal }: { line: Line; goal: string }) {
  const { t } = useTranslation()
  const known = useAttachments(line.files.length > 0 ? goal : '')
  const differs = line.old !== undefined && line.old !== line.text
  const changed = differs || line.added > 0 || line.gone > 0
  return (
    <div>
      <dt>
        {line.name}
        {changed ? <span className="round-changed">{t('goal.changed')}</span> : null}
        {line.added > 0 ? <span className="round-changed">{t('goal.filesAdded', { n: line.added })}</span> : null}
        {line.gone > 0 ? <span className="round-changed">{t('goal.filesGone', { n: line.gone })}</span> : null}
      </dt>
      {line.text || line.files.length === 0 ? <dd className="pre">{line.text || t('say.none')}</dd> : null}
      {line.files.length > 0 ? (
        <dd>
          <Gallery files={line.files.flatMap((id) => known.get(id) ?? [])} />
        </dd>
      ) : null}
      {differs ? (
        <dd className="pre round-old">
          {t('goal.before')}
          {t('say.colon')}
          {line.old || t('say.none')}
        </dd>
      ) : null}
    </div>
  )
}

const marks = {
  agreed: <CheckCircleOutlined />,
  rejected: <CloseCircleOutlined />,
  returned: <CloseCircleOutlined />,
  waiting: <ClockCircleOutlined />,
  other: <MinusCircleOutlined />,
}

function Stages({ round }: { round: Round }) {
  const { t } = useTranslation()
  const names = useNames()
  return (
    <ol className="round-stages">
      {(round.stages ?? []).map((stage, i) => (
        <li key={stage.key} className={!round.outcome && i === round.current ? 'round-now' : undefined}>
          <span className="round-stage">
            {stage.name} <span className="soft">{t(`rule.${stage.rule}`)}</span>
          </span>
          <ul>
            {(stage.seats ?? []).map((seat, n) => {
              const mark = seat.outcome ?? (round.outcome ? 'other' : 'waiting')
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: seats keep their place
                <li key={`${seat.ref}${n}`}>
                  <span aria-hidden="true">{mark in marks ? marks[mark as keyof typeof marks] : marks.other}</span>{' '}
                  {seat.by ? seat.by.name : names.full(seat.ref)}
                  {seat.by?.for_name ? ` (${t('say.deputyFor', { name: seat.by.for_name })})` : ''}{' '}
                  <span className="soft">
                    {seat.outcome ? t(`outcome.${seat.outcome}`) : i === round.current ? t('outcome.waiting') : ''}{' '}
                    {seat.at ? sayMoment(seat.at) : ''}
                  </span>
                  {seat.opinion ? <p className="pre round-opinion">{seat.opinion}</p> : null}
                </li>
              )
            })}
          </ul>
        </li>
      ))}
    </ol>
  )
}
