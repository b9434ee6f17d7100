import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Button, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field } from '@/ui/field'
import { useBoth } from '@/ui/word'
import { PhotoInput } from '@/work/photo-input'
import { type DraftCheck, type DraftResult, lacksOf, type Outcome } from './draft'

const outcomes: Outcome[] = ['pass', 'fail', 'na']

interface Props {
  n: number
  item: Noun['ChecklistItem']
  check: DraftCheck
  onChange: (r: Partial<DraftResult>) => void
  onHazard: () => void
}

/** One item: three answers that a thumb can hit, then only what this answer asks for. */
export function ItemCard({ n, item, check, onChange, onHazard }: Props) {
  const { t } = useTranslation()
  const both = useBoth()
  const id = useId()
  const r = check.results[item.key] ?? {}
  const lacks = lacksOf(item, check)
  const elsewhere = lacks.filter((l) => l !== 'photo' && l !== 'negative') // those two stand beside their fields
  const hazards = check.hazards.filter((h) => h.items.includes(item.key))
  return (
    <fieldset className={`inspect-item inspect-item-${r.outcome ?? 'open'}`} aria-describedby={`${id}-basis`}>
      <legend>
        <span className="num">{n}.</span> {both(item.title)}
        {item.level === 'major' ? <span className="tag tag-major">{t('hazardLevel.major')}</span> : null}
      </legend>
      <p className="hint" id={`${id}-basis`}>
        {t(`basisKind.${item.source}`)}
        {t('say.colon')}
        {both(item.basis)}
      </p>
      <div className="choices">
        {outcomes.map((o) => (
          <label key={o} className={`choice choice-${o}`}>
            <input
              type="radio"
              name={id}
              checked={r.outcome === o}
              onChange={() => onChange({ outcome: o })}
              className="sr-only"
            />
            <span>{t(`itemOutcome.${o}`)}</span>
          </label>
        ))}
      </div>
      {r.outcome ? <Details item={item} r={r} lacks={lacks} hazards={hazards.length} onChange={onChange} /> : null}
      {r.outcome === 'fail' ? (
        <div className="row">
          {hazards.map((h) => (
            <span key={h.id} className="tag">
              {t(`hazardLevel.${h.level}`)}
              {t('say.colon')}
              {h.title}
            </span>
          ))}
          <Button type={hazards.length > 0 ? 'default' : 'primary'} danger onClick={onHazard}>
            {t('inspect.asHazard')}
          </Button>
        </div>
      ) : null}
      <p className="inspect-state">
        {lacks.length === 0 ? (
          <span className="ok-word">
            <CheckCircleFilled aria-hidden="true" /> {t('inspect.lack.nothing')}
          </span>
        ) : r.outcome && elsewhere.length > 0 ? (
          <span className="field-error">
            <ExclamationCircleFilled aria-hidden="true" />{' '}
            {elsewhere.map((l) => t(`inspect.lack.${l}`)).join(t('say.semicolon'))}
          </span>
        ) : null}
      </p>
    </fieldset>
  )
}

interface DetailProps {
  item: Noun['ChecklistItem']
  r: DraftResult
  lacks: string[]
  hazards: number
  onChange: (r: Partial<DraftResult>) => void
}

function Details({ item, r, lacks, hazards, onChange }: DetailProps) {
  const { t } = useTranslation()
  const asksRemark = item.remark === 'always' || r.outcome === 'fail'
  const [more, setMore] = useState(Boolean(r.remark) || (r.photos ?? []).length > 0)
  const photo = item.photo === 'always' ? r.outcome !== 'na' : item.photo === 'fail' && r.outcome === 'fail'
  return (
    <div className="inspect-details">
      {item.figure && r.outcome !== 'na' ? (
        <Field
          label={t('inspect.figure', { unit: item.figure })}
          error={lacks.includes('negative') ? t('inspect.lack.negative') : undefined}
        >
          <InputNumber
            inputMode="decimal"
            value={r.figure ?? null}
            onChange={(figure) => onChange({ figure })}
            suffix={item.figure}
          />
        </Field>
      ) : null}
      {photo || more ? (
        <PhotoInput
          label={t(photo ? 'photo.take' : 'photo.more')}
          value={r.photos ?? []}
          onChange={(photos) => onChange({ photos })}
          error={lacks.includes('photo') ? t('inspect.lack.photo') : undefined}
        />
      ) : null}
      {asksRemark || more ? (
        <Field
          label={t('inspect.remark')}
          optional={!lacks.includes('remark') && !(lacks.includes('unexplained') && hazards === 0)}
          hint={r.outcome === 'fail' ? t('inspect.remarkHint') : undefined}
        >
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={4000}
            value={r.remark ?? ''}
            onChange={(e) => onChange({ remark: e.target.value })}
          />
        </Field>
      ) : null}
      {!more && !(photo && asksRemark) ? (
        <button type="button" className="as-link" onClick={() => setMore(true)}>
          {t('inspect.more')}
        </button>
      ) : null}
    </div>
  )
}
