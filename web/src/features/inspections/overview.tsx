import { PlusOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Due } from '@/ui/due'
import { Field } from '@/ui/field'
import { Panel } from '@/ui/page'
import { Nothing } from '@/ui/states'
import { Figures } from '@/work/forms/figures'
import { useNames } from '@/work/office'
import { PickPeople } from '@/work/pick-ref'
import { Returned } from '@/work/returned'
import { AddPlace } from './add-place'
import { type DraftCheck, progressOf } from './draft'
import type { Part } from './inspect-page'

/** The places of an inspection, who is there, and what is handed in with it. */
export function Overview({ view, ...part }: Part & { view: Noun['GoalView'] }) {
  const { t } = useTranslation()
  const { draft, change, step, go } = part
  const [adding, setAdding] = useState(false)
  const least = Math.max(view.goal.settings.inspectors ?? 0, 2)
  const ready = draft.checks.length > 0 || (step.checklists ?? []).length === 0
  return (
    <>
      {step.last && step.status === 'returned' ? <Returned opinion={step.last} /> : null}
      <p>
        <Due at={step.due_at} light={view.lights[step.key]} met={step.met_at} />
      </p>
      <Panel
        title={t('inspect.places')}
        bare
        extra={
          <Button type={ready ? 'default' : 'primary'} icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t('inspect.addPlace')}
          </Button>
        }
      >
        {draft.checks.length === 0 ? (
          <Nothing title={t('inspect.noPlaces')} hint={t('inspect.noPlacesHint')} />
        ) : (
          <ul className="inspect-places">
            {draft.checks.map((check) => (
              <li key={check.place}>
                <PlaceRow check={check} part={part} onOpen={() => go({ place: check.place })} />
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('inspect.people')}>
        <Field label={t('inspect.inspectors')} hint={t('inspect.inspectorsHint', { n: least })}>
          <PickPeople value={draft.inspectors} onChange={(inspectors) => change({ inspectors })} />
        </Field>
      </Panel>
      <Together {...part} />
      <div className="form-actions inspect-foot">
        <Button type="primary" size="large" disabled={!ready} onClick={() => go({ view: 'preview' })}>
          {t('inspect.preview')}
        </Button>
      </div>
      {adding ? <AddPlace {...part} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function PlaceRow({ check, part, onOpen }: { check: DraftCheck; part: Part; onOpen: () => void }) {
  const { t } = useTranslation()
  const names = useNames()
  const place = part.places.find((p) => p.id === check.place)
  const p = progressOf(check, part.versions.get(check.checklist))
  return (
    <button type="button" className="inspect-place" onClick={onOpen}>
      <span>
        <strong>{place?.name ?? check.place}</strong>
        <span className="soft">
          {place ? `${t(`placeKind.${place.kind}`)} · ${names.unit(place.unit_id)}` : ''}
          {place?.address ? ` · ${place.address}` : ''}
        </span>
        <span className="row">
          <span className={p.done === p.items ? 'ok-word' : 'soft'}>
            {t('inspect.items', { n: p.done, of: p.items })}
          </span>
          {p.failed > 0 ? <span className="due-red">{t('inspect.failed', { n: p.failed })}</span> : null}
          {p.hazards > 0 ? <span className="tag">{t('inspect.hazards', { n: p.hazards })}</span> : null}
        </span>
      </span>
      <RightOutlined aria-hidden="true" />
    </button>
  )
}

/** What is handed in beside the places: what was done, the pieces asked for, and whether more is to come. */
function Together({ draft, change, asked }: Part) {
  const { t } = useTranslation()
  const setText = (i: number, text: string) =>
    change((d) => ({ evidence: d.evidence.map((e, n) => (n === i ? { ...e, text } : e)) }))
  return (
    <Panel title={t('inspect.together')}>
      <div className="form">
        <Figures asked={asked} value={draft.figures} change={(figures) => change({ figures })} error={undefined} />
        {draft.evidence.map((e, i) => (
          <Field
            key={e.name}
            label={`${t('form.submit.evidence')}${t('say.colon')}${e.name}`}
            hint={t('form.submit.wordsHint')}
          >
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={4000}
              value={e.text}
              onChange={(event) => setText(i, event.target.value)}
            />
          </Field>
        ))}
        <Field label={t('form.submit.note')} optional>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        </Field>
        <div>
          <Checkbox checked={draft.partial} onChange={(e) => change({ partial: e.target.checked })}>
            {t('inspect.partial')}
          </Checkbox>
          <p className="hint">{t('inspect.partialHint')}</p>
        </div>
      </div>
    </Panel>
  )
}
