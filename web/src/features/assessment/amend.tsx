import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { fieldError } from '@/ui/field'
import { NumberField } from '@/ui/number-field'
import { sayDay } from '@/work/time'
import { type Amended, correctionsOf, scoresOf, seatOf, standing } from './amended'
import { sayPoints } from './points'

interface Props {
  card: Noun['CardView']
  value: Amended
  onChange: (value: Amended) => void
  error: unknown
}

/** What a verification or a review puts right: one scorer's points without the others', and facts. */
export function Amend(props: Props) {
  return (
    <>
      <Scores {...props} />
      <Facts {...props} />
    </>
  )
}

function Scores({ card, value, onChange, error }: Props) {
  const { t } = useTranslation()
  const sent = scoresOf(value)
  return standing(card).map((e) => {
    const what = card.scored.find((s) => s.sheet === e.sheet && s.indicator === e.indicator)
    const at = sent.findIndex((g) => seatOf(g) === seatOf(e))
    return (
      <NumberField
        key={seatOf(e)}
        label={t(e.scorer ? 'amend.score' : 'amend.whole', {
          name: e.by.name,
          indicator: what?.title ?? '',
          points: sayPoints(e.points),
        })}
        optional
        error={fieldError(error, `/scores/${at}/points`, `/scores/${at}/scorer`)}
        min={(what?.min ?? 0) / 1000}
        max={what ? what.max / 1000 : undefined}
        decimals={3}
        value={value.scores[seatOf(e)] ?? null}
        onChange={(n) => onChange({ ...value, scores: { ...value.scores, [seatOf(e)]: n } })}
      />
    )
  })
}

function Facts({ card, value, onChange, error }: Props) {
  const { t } = useTranslation()
  if (card.facts.length === 0) return null
  const sent = correctionsOf(card, value)
  const set = (id: string, part: Partial<Amended['facts'][string]>) =>
    onChange({ ...value, facts: { ...value.facts, [id]: { value: null, gone: false, ...value.facts[id], ...part } } })
  return (
    <details open={sent.length > 0}>
      <summary>{t('amend.facts', { n: card.facts.length })}</summary>
      <div className="stack amend-facts">
        {card.facts.map((f) => {
          const said = value.facts[f.id]
          const work = card.works.find((w) => w.work === f.work)
          const at = sent.findIndex((c) => c.before === f.id)
          const name = `${t(`factKind.${f.kind}`)} ${sayPoints(f.value)} ${sayDay(f.at)} ${work?.step_title ?? work?.title ?? f.note ?? ''}`
          return (
            <div key={f.id} className="row">
              <NumberField
                label={name.trim()}
                optional
                error={fieldError(error, `/corrections/${at}/after/value`, `/corrections/${at}`)}
                min={0}
                decimals={3}
                disabled={said?.gone}
                value={said?.value ?? null}
                onChange={(n) => set(f.id, { value: n })}
              />
              <Checkbox checked={said?.gone ?? false} onChange={(e) => set(f.id, { gone: e.target.checked })}>
                {t('assess.correct.gone')}
              </Checkbox>
            </div>
          )
        })}
      </div>
    </details>
  )
}
