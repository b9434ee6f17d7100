import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { useNames } from './office'
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
      <Content content={round.content} before={before?.content} />
      <Stages round={round} />
    </article>
  )
}

function Content({ content, before }: { content: Noun['Submission']; before?: Noun['Submission'] }) {
  const { t } = useTranslation()
  const names = useNames()
  const lines: { name: string; text: string; old?: string }[] = []
  const add = (name: string, text: string | undefined, old: string | undefined) => {
    if (text || old) lines.push({ name, text: text ?? '', old: before ? (old ?? '') : undefined })
  }
  if (content.new_due) add(t('form.extend.newDue'), sayDay(content.new_due), undefined)
  if (content.to) add(t('form.transfer.to'), names.full(content.to), undefined)
  add(t('form.extend.progress'), content.progress, before?.progress)
  add(t('goal.note'), content.note, before?.note)
  if (content.quantity || before?.quantity) {
    add(t('goal.quantity'), sayTarget(content.quantity), before ? sayTarget(before.quantity) : undefined)
  }
  const pieces = [...(content.evidence ?? []).map((e) => e.name), ...(before?.evidence ?? []).map((e) => e.name)]
  for (const name of new Set(pieces)) {
    const text = (c: Noun['Submission'] | undefined) => c?.evidence?.find((e) => e.name === name)?.text
    add(name, text(content), text(before))
  }
  return (
    <dl className="round-lines">
      {lines.map((line) => (
        <div key={line.name}>
          <dt>
            {line.name}
            {line.old !== undefined && line.old !== line.text ? (
              <span className="round-changed">{t('goal.changed')}</span>
            ) : null}
          </dt>
          <dd className="pre">{line.text || t('say.none')}</dd>
          {line.old !== undefined && line.old !== line.text ? (
            <dd className="pre round-old">
              {t('goal.before')}：{line.old || t('say.none')}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
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
