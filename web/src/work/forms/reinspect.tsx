import { Button, Input } from 'antd'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Noun } from '@/api/client'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useItemTitles } from '../checklists'
import { useDraft } from '../draft'
import { useUploads } from '../evidence/uploads'
import { askedOf, type Given, lackingFigures, useFigureName } from '../figures'
import { HazardBrief } from '../hazard-brief'
import { PhotoInput } from '../photo-input'
import { uploadPhoto } from '../photos'
import { Returned } from '../returned'
import { RoundView } from '../round'
import { useMe } from '../session'
import { Figures } from './figures'
import { Lacking } from './lacking'
import type { FormProps } from './sheet'
import { Slots, Underway, unready } from './slots'
import { contentOf, filled, type Slot, startOf } from './submission'

interface Verdict {
  passed?: boolean
  remark: string
  photos: string[]
}

interface Content {
  verdicts: Record<string, Verdict>
  slots: Slot[]
  figures?: Given
}

/** What still has to be looked at: what passed while another item failed need not pass again. */
export function openItems(hazard: Noun['Hazard'], steps: Noun['Step'][]): string[] {
  const items = hazard.items ?? []
  if (items.length === 0) return ['']
  const passed = new Set<string>()
  for (const step of steps.filter((s) => s.hazard === hazard.key)) {
    for (const round of step.rounds ?? []) {
      if (round.outcome !== 'failed') continue
      for (const v of round.content.verdicts ?? []) if (v.passed) passed.add(v.item ?? '')
    }
  }
  return items.filter((item) => !passed.has(item))
}

/** What was handed in last for a hazard by who is to mend it. */
function mended(hazard: string, steps: Noun['Step'][]): Noun['Approval'] | undefined {
  return steps
    .filter((s) => s.hazard === hazard && s.kind === 'rectification')
    .flatMap((s) => s.rounds ?? [])
    .filter((r) => r.subject === 'submission')
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1)
}

/** 复查: item by item whether it is mended now; one that is not sends the rectification back by itself. */
export function ReinspectForm(props: FormProps) {
  const { step, view } = props
  const hazard = view.goal.hazards?.find((h) => h.key === step?.hazard)
  return step && hazard ? <Filled {...props} step={step} hazard={hazard} /> : null
}

function Filled({
  view,
  step,
  hazard,
  send,
  sending,
  error,
}: FormProps & { step: Noun['Step']; hazard: Noun['Hazard'] }) {
  const { t } = useTranslation()
  const scope = `submit/${useMe().user.id}/${view.goal.id}/${step.key}/${step.round}`
  const start = useMemo(() => startOf(step), [step])
  const draft = useDraft<Content>(scope, { verdicts: {}, slots: start.slots })
  const entries = useUploads(scope)
  const [uploading, setUploading] = useState(false)
  const [broken, setBroken] = useState<unknown>()
  const value = { ...draft.value, slots: draft.value.slots ?? start.slots } // a draft of an older page has no slots
  const required = step.evidence?.length ?? 0
  const items = openItems(hazard, view.goal.steps ?? [])
  const of = (item: string): Verdict => value.verdicts[item] ?? { remark: '', photos: [] }
  const set = (item: string, part: Partial<Verdict>) =>
    draft.change({ ...value, verdicts: { ...value.verdicts, [item]: { ...of(item), ...part } } })
  const failing = items.some((i) => of(i).passed === false)
  const asked = failing ? [] : askedOf(view, step) // what failed goes back and is approved by nobody
  const figure = useFigureName()
  const lacking = [
    ...items.flatMap((i) => lackOfVerdict(of(i))).map((what) => t(`form.reinspect.${what}`)),
    ...value.slots.slice(0, required).flatMap((s) => (filled(s, entries) ? [] : [s.name])),
    ...lackingFigures(asked, value.figures).map(figure),
  ]
  const { content, from } = contentOf(
    { ...start, note: '', slots: value.slots, figures: value.figures },
    step,
    asked,
    entries,
  )
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    setUploading(true)
    setBroken(undefined)
    try {
      const verdicts = await verdictsOf(items, of)
      const { note: _, ...rest } = content
      const body = { round: step.round, content: { ...rest, verdicts } }
      send({ goal: view.goal.id, step: step.key, command: 'submit', body })
    } catch (problem) {
      setBroken(problem)
    } finally {
      setUploading(false)
    }
  }
  return (
    <form className="form" onSubmit={(e) => void submit(e)}>
      {step.last && step.status === 'returned' ? <Returned opinion={step.last} /> : null}
      <HazardBrief hazard={hazard} />
      <Mended round={mended(hazard.key ?? '', view.goal.steps ?? [])} />
      {items.map((item, i) => (
        <ItemVerdict
          key={item}
          item={item}
          hazard={hazard}
          verdict={of(item)}
          onChange={(part) => set(item, part)}
          error={fieldError(error, `/content/verdicts/${i}/remark`)}
        />
      ))}
      <Figures
        asked={asked}
        value={value.figures}
        change={(figures) => draft.change({ ...value, figures })}
        error={error}
      />
      <Slots
        goal={view.goal.id}
        scope={scope}
        slots={value.slots}
        required={required}
        entries={entries}
        error={error}
        from={from}
        onChange={(slots) => draft.change({ ...value, slots })}
      />
      <Underway entries={entries} />
      {failing ? <p className="warn-bar">{t('form.reinspect.back')}</p> : null}
      <ProblemView error={broken ?? error} onRetry={() => void submit()} retrying={sending || uploading} />
      <Lacking names={lacking} />
      <div className="form-actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={sending || uploading}
          disabled={lacking.length > 0 || unready(entries)}
        >
          {t(failing ? 'form.reinspect.sendFailed' : 'form.reinspect.send')}
        </Button>
      </div>
    </form>
  )
}

/** What a verdict still lacks. */
function lackOfVerdict({ passed, remark }: Verdict): ('verdict' | 'remark')[] {
  if (passed === undefined) return ['verdict']
  return passed || remark.trim() !== '' ? [] : ['remark']
}

/** What whoever mended it says was done, to be compared with what is there. */
function Mended({ round }: { round: Noun['Approval'] | undefined }) {
  const { t } = useTranslation()
  if (!round) return null
  return (
    <details>
      <summary>{t('form.reinspect.mended', { name: round.by.name })}</summary>
      <RoundView round={round} />
    </details>
  )
}

function verdictsOf(items: string[], of: (item: string) => Verdict) {
  return Promise.all(
    items.map(async (item) => ({
      ...(item ? { item } : {}),
      passed: of(item).passed ?? false,
      remark: of(item).remark.trim(),
      photos: (await inOrder(of(item).photos)).map((file) => ({ file })),
    })),
  )
}

async function inOrder(photos: string[]): Promise<string[]> {
  const files: string[] = []
  for (const photo of photos) files.push(await uploadPhoto(photo))
  return files
}

interface ItemProps {
  item: string
  hazard: Noun['Hazard']
  verdict: Verdict
  onChange: (part: Partial<Verdict>) => void
  error?: string
}

function ItemVerdict({ item, hazard, verdict, onChange, error }: ItemProps) {
  const { t } = useTranslation()
  const id = useId()
  const titles = useItemTitles(hazard.checklist)
  return (
    <fieldset className="plain-set">
      <legend>{item ? titles(item) : hazard.title}</legend>
      <div className="choices">
        {([true, false] as const).map((passed) => (
          <label key={String(passed)} className={`choice choice-${passed ? 'pass' : 'fail'}`}>
            <input
              type="radio"
              name={id}
              className="sr-only"
              checked={verdict.passed === passed}
              onChange={() => onChange({ passed })}
            />
            <span>{t(passed ? 'form.reinspect.passed' : 'form.reinspect.failed')}</span>
          </label>
        ))}
      </div>
      <Field label={t('form.reinspect.remark')} optional={verdict.passed !== false} error={error}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={4000}
          value={verdict.remark}
          onChange={(e) => onChange({ remark: e.target.value })}
        />
      </Field>
      <PhotoInput label={t('photo.take')} value={verdict.photos} onChange={(photos) => onChange({ photos })} />
    </fieldset>
  )
}
