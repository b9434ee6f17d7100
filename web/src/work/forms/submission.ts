import type { Noun } from '@/api/client'
import type { Entry } from '../evidence/uploads'
import { figuresOf, type Given, givenOf, lackingFigures } from '../figures'
import { fromMilli, toMilli } from '../quantity'

/** One piece of evidence as it is being filled in: words, files, or both. */
export interface Slot {
  key: string // which of the draft's slots; files on their way name it
  name: string
  text: string
  kept: string[] // attachments handed in before
}

/** What is typed into the form of a submission. */
export interface Draft {
  note: string
  quantity: number | null
  partial: boolean
  slots: Slot[]
  figures?: Given // what stages of approval depend on, by field
}

/** Starts from what was handed in last time, when it came back: nobody types it twice. */
export function startOf(step: Noun['Step']): Draft {
  const last = step.rounds?.filter((r) => r.subject === 'submission').at(-1)?.content
  const required = step.evidence ?? []
  const given = last?.evidence ?? []
  const more = [...new Set(given.map((e) => e.name))].filter((name) => !required.includes(name))
  const slots = [...required, ...more].map((name, i) => ({
    key: i < required.length ? `required-${i}` : `more-${i}`,
    name,
    text: given
      .filter((e) => e.name === name)
      .flatMap((e) => e.text || [])
      .join('\n'),
    kept: given.filter((e) => e.name === name).flatMap((e) => e.file || []),
  }))
  return {
    note: last?.note ?? '',
    quantity: last?.quantity ? fromMilli(last.quantity.milli) : null,
    partial: false,
    slots,
    figures: givenOf(last?.figures),
  }
}

function filesOf(slot: Slot, entries: Entry[]): string[] {
  const fresh = entries.filter((e) => e.piece.slot === slot.key).flatMap((e) => e.piece.attachment?.id ?? [])
  return [...slot.kept, ...fresh]
}

/** Whether a slot holds anything, be it still on its way. */
export function filled(slot: Slot, entries: Entry[]): boolean {
  return slot.text.trim() !== '' || slot.kept.length > 0 || entries.some((e) => e.piece.slot === slot.key)
}

/** What a submission still lacks: slots by their names, a quantity, figures by their fields, or anything at all. */
export interface Lack {
  evidence: string[]
  quantity: boolean
  figures: string[]
  anything: boolean
}

export function lackOf(draft: Draft, step: Noun['Step'], asked: Noun['AskedFigure'][], entries: Entry[]): Lack {
  const required = step.evidence?.length ?? 0
  const given = draft.slots.some((s) => filled(s, entries))
  return {
    evidence: draft.partial ? [] : draft.slots.slice(0, required).flatMap((s) => (filled(s, entries) ? [] : [s.name])),
    quantity: step.target !== undefined && draft.quantity === null,
    figures: lackingFigures(asked, draft.figures),
    anything: !step.target && !given && draft.note.trim() === '',
  }
}

/** The submission as it is sent, and which slot each of its pieces comes from, so that a refusal finds its field. */
export function contentOf(draft: Draft, step: Noun['Step'], asked: Noun['AskedFigure'][], entries: Entry[]) {
  const evidence: Noun['EvidenceInput'][] = []
  const from: string[] = []
  for (const slot of draft.slots) {
    const files = filesOf(slot, entries)
    const text = slot.text.trim()
    const first = entries.find((e) => e.piece.slot === slot.key)
    // Whoever only adds photos need not think of a name for them.
    const name = slot.name.trim() || first?.piece.name.replace(/\.\w+$/, '') || ''
    if (!name || (!text && files.length === 0)) continue
    const pieces = files.length > 0 ? files.map((file) => ({ name, file })) : [{ name }]
    pieces.forEach((piece, i) => {
      evidence.push(i === 0 && text ? { ...piece, text } : piece)
      from.push(slot.key)
    })
  }
  const content: Noun['SubmissionInput'] = { note: draft.note.trim(), evidence }
  if (step.target && draft.quantity !== null) {
    content.quantity = { milli: toMilli(draft.quantity), unit: step.target.unit }
    if (draft.partial) content.partial = true
  }
  const figures = figuresOf(asked, draft.figures)
  if (figures.length > 0) content.figures = figures
  return { content, from }
}

/** Whether what was returned would be handed in again as it was. */
export function unchanged(draft: Draft, step: Noun['Step'], asked: Noun['AskedFigure'][], entries: Entry[]): boolean {
  if (step.status !== 'returned') return false
  const now = contentOf(draft, step, asked, entries).content
  return JSON.stringify(now) === JSON.stringify(contentOf(startOf(step), step, asked, []).content)
}
