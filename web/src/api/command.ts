import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { Problem } from './problem'

/** A new Idempotency-Key. randomUUID exists only on https and on this machine; getRandomValues everywhere. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

interface Lent {
  content: string
  key: string
  at: number
}

const meantAnew = 3600_000 // the same words an hour later are another command

/**
 * One key per command that somebody means. The same content sent again after an uncertain answer keeps its key, so it
 * happens once; anything else gets a new one. With a name the keys outlive the form and a refresh: whoever opens the
 * form again and sends what they had typed sends the same command.
 */
export class KeyKeeper {
  private lent: Lent[] = []

  constructor(private readonly name?: string) {}

  for(content: unknown): string {
    const text = JSON.stringify(content)
    const now = Date.now()
    const lent = this.read().filter((l) => l.at > now - meantAnew)
    const known = lent.find((l) => l.content === text)
    if (known) return known.key
    const key = newKey()
    this.write([...lent, { content: text, key, at: now }].slice(-20))
    return key
  }

  settled(content: unknown): void {
    const text = JSON.stringify(content)
    this.write(this.read().filter((l) => l.content !== text))
  }

  private read(): Lent[] {
    if (!this.name) return this.lent
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? '[]') as Lent[]
    } catch {
      return this.lent
    }
  }

  private write(lent: Lent[]): void {
    this.lent = lent
    if (!this.name) return
    try {
      if (lent.length > 0) localStorage.setItem(this.name, JSON.stringify(lent))
      else localStorage.removeItem(this.name)
    } catch {
      // No room or no storage: the page itself still holds them.
    }
  }
}

/** The keys of what was sent and not answered for certain; they outlive forms and refreshes. */
export const unsettled = new KeyKeeper('duban.unsettled')

interface Sending<V, R> {
  send: (what: V, key: string) => Promise<R>
  /** What the answer makes out of date. */
  invalidates: QueryKey[]
  /** Puts the answer itself where pages read it, before they are told to look again. */
  keep?: (answer: R, what: V) => void
  done?: (answer: R, what: V) => void
  /** Where the keys are kept, if they are to outlive the form. */
  keeper?: KeyKeeper
  /** The form that sends: its keys outlive it, and what was typed into it is forgotten once it was accepted. */
  form?: { name: string; sent: () => void }
}

/** Sends a command, takes the answer, invalidates. Nothing is shown as done before the server said so. */
export function useCommand<V, R>({ send, invalidates, keep, done, keeper, form }: Sending<V, R>) {
  const client = useQueryClient()
  const own = useRef(new KeyKeeper())
  const lender = form ? unsettled : (keeper ?? own.current)
  const meant = (what: V) => (form ? [form.name, what] : what)
  return useMutation<R, Error, V>({
    mutationFn: (what) => send(what, lender.for(meant(what))),
    onSuccess: async (answer, what) => {
      lender.settled(meant(what))
      form?.sent()
      keep?.(answer, what)
      await Promise.all(invalidates.map((queryKey) => client.invalidateQueries({ queryKey })))
      done?.(answer, what)
    },
    onError: (error, what) => {
      if (!(error instanceof Problem && error.uncertain)) lender.settled(meant(what))
    },
  })
}
