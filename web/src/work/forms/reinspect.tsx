import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, type Noun } from '@/api/client'
import { keys } from '@/api/keys'
import { Field, fieldError } from '@/ui/field'
import { ProblemView } from '@/ui/states'
import { useBoth } from '@/ui/word'
import { useDraft } from '../draft'
import { askedOf, figuresOf, type Given, lacksFigure } from '../figures'
import { PhotoInput, PhotoStrip } from '../photo-input'
import { uploadPhoto } from '../photos'
import { useMe } from '../session'
import { Figures } from './figures'
import type { FormProps } from './sheet'

interface Verdict {
  passed?: boolean
  remark: string
  photos: string[]
}

interface Content {
  verdicts: Record<string, Verdict>
  evidence: { name: string; text: string }[]
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

/** 复查: item by item whether it is mended now; one that is not sends the rectification back by itself. */
export function ReinspectForm({ view, step, send, sending, error }: FormProps) {
  const { t } = useTranslation()
  const me = useMe()
  const hazard = view.goal.hazards?.find((h) => h.key === step?.hazard)
  const draft = useDraft<Content>(`submit/${me.user.id}/${view.goal.id}/${step?.key}/${step?.round}`, {
    verdicts: {},
    evidence: (step?.evidence ?? []).map((name) => ({ name, text: '' })),
  })
  const [uploading, setUploading] = useState(false)
  const [broken, setBroken] = useState<unknown>()
  if (!step || !hazard) return null
  const { value, change } = draft
  const items = openItems(hazard, view.goal.steps ?? [])
  const of = (item: string): Verdict => value.verdicts[item] ?? { remark: '', photos: [] }
  const set = (item: string, part: Partial<Verdict>) =>
    change({ ...value, verdicts: { ...value.verdicts, [item]: { ...of(item), ...part } } })
  const failing = items.some((i) => of(i).passed === false)
  const asked = failing ? [] : askedOf(view, step) // what failed goes back and is approved by nobody
  const missing =
    items.some((i) => of(i).passed === undefined || (of(i).passed === false && of(i).remark.trim() === '')) ||
    value.evidence.some((e) => e.text.trim() === '') ||
    lacksFigure(asked, value.figures)
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    setUploading(true)
    setBroken(undefined)
    try {
      const verdicts = await Promise.all(
        items.map(async (item) => ({
          ...(item ? { item } : {}),
          passed: of(item).passed ?? false,
          remark: of(item).remark.trim(),
          photos: (await inOrder(of(item).photos)).map((file) => ({ file })),
        })),
      )
      const evidence = value.evidence.map((e) => ({ name: e.name, text: e.text.trim() }))
      const figures = figuresOf(asked, value.figures)
      send({
        goal: view.goal.id,
        step: step.key,
        command: 'submit',
        body: { round: step.round, content: { verdicts, evidence, ...(figures.length > 0 ? { figures } : {}) } },
      })
    } catch (problem) {
      setBroken(problem)
    } finally {
      setUploading(false)
    }
  }
  return (
    <form className="form" onSubmit={(e) => void submit(e)}>
      <HazardBrief hazard={hazard} />
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
      <Figures asked={asked} value={value.figures} change={(figures) => change({ ...value, figures })} error={error} />
      {value.evidence.map((e, i) => (
        <Field key={e.name} label={`${t('form.submit.evidence')}：${e.name}`} hint={t('form.submit.evidenceHint')}>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={4000}
            value={e.text}
            onChange={(event) =>
              change({
                ...value,
                evidence: value.evidence.map((o, n) => (n === i ? { ...o, text: event.target.value } : o)),
              })
            }
          />
        </Field>
      ))}
      {failing ? <p className="warn-bar">{t('form.reinspect.back')}</p> : null}
      <ProblemView error={broken ?? error} onRetry={() => void submit()} retrying={sending || uploading} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sending || uploading} disabled={missing}>
          {t(failing ? 'form.reinspect.sendFailed' : 'form.reinspect.send')}
        </Button>
      </div>
    </form>
  )
}

async function inOrder(photos: string[]): Promise<string[]> {
  const files: string[] = []
  for (const photo of photos) files.push(await uploadPhoto(photo))
  return files
}

function HazardBrief({ hazard }: { hazard: Noun['Hazard'] }) {
  const { t } = useTranslation()
  return (
    <div className="notice-bar">
      <strong>{hazard.title}</strong>
      <p>
        {hazard.place_name} · {t(`hazardLevel.${hazard.level}`)}
      </p>
      {hazard.remark ? <p className="pre">{hazard.remark}</p> : null}
      <PhotoStrip photos={(hazard.photos ?? []).map((p) => p.file)} />
    </div>
  )
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
  const title = useItemTitle(hazard.checklist, item) ?? hazard.title
  return (
    <fieldset className="plain-set">
      <legend>{title}</legend>
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

function useItemTitle(checklist: string | undefined, item: string): string | undefined {
  const both = useBoth()
  const [key = '', version] = (checklist ?? '').split('@')
  const list = useQuery({
    queryKey: keys.checklist(checklist ?? ''),
    queryFn: () =>
      answer(api.GET('/api/v1/checklists/{key}', { params: { path: { key }, query: { version: Number(version) } } })),
    enabled: Boolean(key && version && item),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!item) return undefined
  const found = list.data?.items.find((i) => i.key === item)
  return found ? both(found.title) : item
}
