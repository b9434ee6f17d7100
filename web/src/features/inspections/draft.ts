import type { Noun } from '@/api/client'
import { figuresOf, type Given, givenOf } from '@/work/figures'
import { fromMilli, toMilli } from '@/work/quantity'

type Round = Noun['Approval']
type Hazard = Noun['Hazard']

export type Outcome = Noun['ItemOutcome']

/** What somebody noted of one item. Photos are named as in work/photos. */
export interface DraftResult {
  outcome?: Outcome
  figure?: number | null
  remark?: string
  photos?: string[]
}

export interface DraftHazard {
  id: string // of this draft
  key?: string // when the server has it already: it is handed in again under its key
  items: string[]
  title: string
  remark: string
  level: Noun['HazardLevel']
  spot: boolean
  photos: string[]
  responsible: string // empty: who answers for the place
  reinspector: string // empty: the supervision officer
  officers: string[]
}

/** One place as it is being looked at. */
export interface DraftCheck {
  place: string
  checklist: string // the key while it is new, "key@version" when it comes back
  results: Record<string, DraftResult>
  hazards: DraftHazard[]
  note: string
}

/** An inspection as it is being written, kept on this device until the server has it. */
export interface Draft {
  inspectors: string[]
  checks: DraftCheck[]
  note: string
  evidence: { name: string; text: string }[]
  figures?: Given // on which stages of approval depend; a draft of an older page has none
  partial: boolean
  waiting: boolean // to be sent as soon as there is a connection
  key: string // Idempotency-Key of that sending
}

export const keyOf = (checklist: string): string => checklist.split('@')[0] ?? ''

/** Starts from what came back, so that nobody notes it twice; else from nothing but who is there. */
export function startOf(step: Noun['Step'], me: string): Draft {
  const required = step.evidence ?? []
  const last = step.rounds?.filter((r) => r.subject === 'submission').at(-1)
  const back = last && last.outcome !== 'agreed' && last.outcome !== undefined ? last.content : undefined
  const given = back?.evidence ?? []
  const checks = back?.checks ?? []
  return {
    inspectors: checks[0]?.inspectors?.map((i) => i.ref) ?? [me],
    checks: checks.map(draftOf),
    note: back?.note ?? '',
    evidence: required.map((name) => ({ name, text: given.find((e) => e.name === name)?.text ?? '' })),
    figures: givenOf(back?.figures),
    partial: back?.partial ?? false,
    waiting: false,
    key: '',
  }
}

function draftOf(check: Noun['PlaceCheck']): DraftCheck {
  const results: Record<string, DraftResult> = {}
  for (const r of check.results ?? []) {
    results[r.item] = {
      outcome: r.outcome,
      figure: r.milli === undefined ? null : fromMilli(r.milli),
      remark: r.remark ?? '',
      photos: (r.photos ?? []).map((p) => p.file),
    }
  }
  const hazards = (check.hazards ?? []).map(draftHazardOf)
  return { place: check.place, checklist: check.checklist ?? '', results, hazards, note: check.note ?? '' }
}

function draftHazardOf(h: Hazard): DraftHazard {
  return {
    id: h.key ?? h.title,
    key: h.key,
    items: h.items ?? [],
    title: h.title,
    remark: h.remark ?? '',
    level: h.level,
    spot: h.spot ?? false,
    photos: (h.photos ?? []).map((p) => p.file),
    responsible: h.responsible,
    reinspector: h.reinspector ?? '',
    officers: h.officers ?? [],
  }
}

export type Lack = 'outcome' | 'photo' | 'figure' | 'negative' | 'remark' | 'unexplained'

const asks = (need: Noun['Need'] | undefined, outcome: Outcome) =>
  (need === 'always' && outcome !== 'na') || (need === 'fail' && outcome === 'fail')

/** What an item still needs before it can be handed in: what the server would ask for too. */
export function lacksOf(item: Noun['ChecklistItem'], check: DraftCheck): Lack[] {
  const r = check.results[item.key]
  if (!r?.outcome) return ['outcome']
  const lacks: Lack[] = []
  if (asks(item.photo, r.outcome) && (r.photos ?? []).length === 0) lacks.push('photo')
  if (item.figure && r.outcome !== 'na' && typeof r.figure !== 'number') lacks.push('figure')
  if (item.figure && r.outcome !== 'na' && typeof r.figure === 'number' && r.figure < 0) lacks.push('negative')
  const remark = (r.remark ?? '').trim() !== ''
  if (asks(item.remark, r.outcome) && !remark) lacks.push('remark')
  else if (r.outcome === 'fail' && !remark && !check.hazards.some((h) => h.items.includes(item.key))) {
    lacks.push('unexplained')
  }
  return lacks
}

export interface Progress {
  items: number
  done: number // looked at, with everything asked for
  failed: number
  hazards: number
}

export function progressOf(check: DraftCheck, list: Noun['Checklist'] | undefined): Progress {
  const items = list?.items ?? []
  return {
    items: items.length,
    done: items.filter((item) => lacksOf(item, check).length === 0).length,
    failed: items.filter((item) => check.results[item.key]?.outcome === 'fail').length,
    hazards: check.hazards.length,
  }
}

/** The usual level of a hazard: the gravest of its items. */
export function usualLevel(items: string[], list: Noun['Checklist'] | undefined): Noun['HazardLevel'] {
  return list?.items.some((item) => items.includes(item.key) && item.level === 'major') ? 'major' : 'general'
}

/** The hazards that handing in would enter: one that was found before is named again and gets no steps again. */
export function freshIn({ hazards, steps }: Pick<Noun['InspectionPreview'], 'hazards' | 'steps'>): Hazard[] {
  return hazards.filter((h) => steps.some((s) => s.hazard === h.key))
}

/** Every photo that a draft names. */
export function photosOf(draft: Draft): string[] {
  return draft.checks.flatMap((c) => [
    ...Object.values(c.results).flatMap((r) => r.photos ?? []),
    ...c.hazards.flatMap((h) => h.photos),
  ])
}

/** What is handed in. `file` gives the attachment of a photo. */
export function submissionOf(
  draft: Draft,
  asked: Noun['AskedFigure'][],
  file: (photo: string) => string,
): Noun['SubmissionInput'] {
  const figures = figuresOf(asked, draft.figures)
  const photos = (list: string[] | undefined) => (list ?? []).map((p) => ({ file: file(p) }))
  return {
    note: draft.note.trim(),
    evidence: draft.evidence
      .filter((e) => e.name.trim() && e.text.trim())
      .map((e) => ({ name: e.name.trim(), text: e.text.trim() })),
    ...(figures.length > 0 ? { figures } : {}),
    ...(draft.partial ? { partial: true } : {}),
    checks: draft.checks.map((check) => ({
      place: check.place,
      checklist: check.checklist,
      note: check.note.trim(),
      inspectors: draft.inspectors.map((ref) => ({ ref })),
      results: Object.entries(check.results).flatMap(([item, r]) =>
        r.outcome
          ? [
              {
                item,
                outcome: r.outcome,
                remark: (r.remark ?? '').trim(),
                photos: photos(r.photos),
                ...(typeof r.figure === 'number' && r.outcome !== 'na' ? { milli: toMilli(r.figure) } : {}),
              },
            ]
          : [],
      ),
      hazards: check.hazards.map((h) => hazardInput(h, photos)),
    })),
  }
}

function hazardInput(h: DraftHazard, photos: (list: string[]) => Noun['PhotoInput'][]): Noun['HazardInput'] {
  return {
    ...(h.key ? { key: h.key } : {}),
    items: h.items,
    title: h.title.trim(),
    remark: h.remark.trim(),
    level: h.level,
    spot: h.spot,
    photos: photos(h.photos),
    ...(h.responsible ? { responsible: h.responsible } : {}),
    ...(h.reinspector && !h.spot ? { reinspector: h.reinspector } : {}),
    ...(h.level === 'major' ? { officers: h.officers } : {}),
  }
}

/** What was noted, without what the last sending of it left: two drafts that say the same have the same. */
export function said(draft: Draft): string {
  return JSON.stringify({ ...draft, waiting: false, key: '' })
}

export type ApprovalRound = Round
