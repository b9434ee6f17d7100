import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { newKey } from '@/api/command'
import { asProblem, type Problem } from '@/api/problem'
import { upload } from '@/api/upload'
import { useMe } from '../session'
import { type Piece, shelf } from './shelf'

/** How far a picked file is. `failed` tries again by itself; `refused` never will. */
export type PieceState = 'waiting' | 'sending' | 'failed' | 'refused' | 'there'

export interface Entry {
  piece: Piece
  state: PieceState
  sent: number // bytes
  problem?: Problem
}

const atOnce = 2
const firstPause = 2_000
const longestPause = 60_000

/** Sends picked files, two at a time, and goes on where it was after a lost connection or a refresh. */
export class Uploads {
  private entries = new Map<string, Entry>()
  private running = new Map<string, AbortController>()
  private pauses = new Map<string, number>()
  private listeners = new Set<() => void>()
  private user = ''
  private loaded = false

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  snapshot = () => this.entries

  /** Goes on with what this person has picked before. Called whenever a form is open. */
  async start(user: string): Promise<void> {
    this.user = user
    if (!this.loaded) {
      this.loaded = true
      globalThis.addEventListener?.('online', () => this.again())
      for (const piece of await shelf.all()) {
        if (!this.entries.has(piece.key)) this.set(piece.key, fresh(piece))
      }
    }
    this.pump()
  }

  async add(scope: string, slot: string, files: File[]): Promise<void> {
    for (const file of files) {
      const { name, size, type } = file
      const piece: Piece = {
        key: newKey(),
        user: this.user,
        scope,
        slot,
        name,
        size,
        type,
        at: Date.now(),
        content: file,
      }
      this.set(piece.key, fresh(piece))
      await shelf.put(piece)
    }
    this.pump()
  }

  remove(key: string): void {
    this.running.get(key)?.abort()
    this.set(key, undefined)
    void shelf.remove(key)
  }

  /** Everything of these drafts was sent. */
  forget(scopePrefix: string): void {
    for (const [key, { piece }] of this.entries) if (piece.scope.startsWith(scopePrefix)) this.remove(key)
  }

  /** Tries at once what waits for a better connection. */
  again(): void {
    for (const [key, entry] of this.entries) if (entry.state === 'failed') this.set(key, fresh(entry.piece))
    this.pump()
  }

  private set(key: string, entry: Entry | undefined): void {
    this.entries = new Map(this.entries)
    if (entry) this.entries.set(key, entry)
    else this.entries.delete(key)
    for (const tell of this.listeners) tell()
  }

  private pump(): void {
    for (const [key, { piece, state }] of this.entries) {
      if (this.running.size >= atOnce) return
      if (state === 'waiting' && piece.user === this.user && !this.running.has(key)) void this.send(piece)
    }
  }

  private async send(piece: Piece): Promise<void> {
    const stop = new AbortController()
    this.running.set(piece.key, stop)
    this.set(piece.key, { piece, state: 'sending', sent: 0 })
    try {
      const attachment = await upload({
        name: piece.name,
        content: piece.content ?? new Blob(),
        key: piece.key,
        signal: stop.signal,
        onProgress: (sent) => {
          if (this.entries.has(piece.key)) this.set(piece.key, { piece, state: 'sending', sent })
        },
      })
      this.arrived({ ...piece, content: undefined, attachment })
    } catch (error) {
      this.broken(piece, asProblem(error))
    } finally {
      this.running.delete(piece.key)
      this.pump()
    }
  }

  private arrived(piece: Piece): void {
    this.pauses.delete(piece.key)
    if (!this.entries.has(piece.key)) return // removed meanwhile; the server sweeps it
    this.set(piece.key, { piece, state: 'there', sent: piece.size })
    void shelf.put(piece)
  }

  private broken(piece: Piece, problem: Problem): void {
    if (!this.entries.has(piece.key)) return
    const later = problem.uncertain || problem.status === 429 || problem.signedOut
    this.set(piece.key, { piece, state: later ? 'failed' : 'refused', sent: 0, problem })
    if (!later || problem.signedOut) return
    const pause = this.pauses.get(piece.key) ?? firstPause
    this.pauses.set(piece.key, Math.min(pause * 2, longestPause))
    setTimeout(
      () => {
        if (this.entries.get(piece.key)?.state !== 'failed') return
        this.set(piece.key, fresh(piece))
        this.pump()
      },
      Math.max(pause, problem.retryAfter * 1000),
    )
  }
}

function fresh(piece: Piece): Entry {
  return { piece, state: piece.attachment ? 'there' : 'waiting', sent: piece.attachment ? piece.size : 0 }
}

export const uploads = new Uploads()

/** The files of one draft, oldest first, as they go up. */
export function useUploads(scope: string): Entry[] {
  const me = useMe()
  const entries = useSyncExternalStore(uploads.subscribe, uploads.snapshot)
  useEffect(() => void uploads.start(me.user.id), [me.user.id])
  return useMemo(
    () => [...entries.values()].filter((e) => e.piece.scope === scope).sort((a, b) => a.piece.at - b.piece.at),
    [entries, scope],
  )
}
