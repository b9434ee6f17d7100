import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { Problem } from './problem'

/** A new Idempotency-Key. randomUUID exists only on https and on this machine; getRandomValues everywhere. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/**
 * One key per command that somebody means. The same content sent again after an uncertain answer keeps its key, so it
 * happens once; anything else gets a new one.
 */
export class KeyKeeper {
  private key = ''
  private content = ''

  for(content: unknown): string {
    const text = JSON.stringify(content)
    if (this.key === '' || text !== this.content) {
      this.key = newKey()
      this.content = text
    }
    return this.key
  }

  settled(): void {
    this.key = ''
  }
}

interface Sending<V, R> {
  send: (what: V, key: string) => Promise<R>
  /** What the answer makes out of date. */
  invalidates: QueryKey[]
  /** Puts the answer itself where pages read it, before they are told to look again. */
  keep?: (answer: R, what: V) => void
  done?: (answer: R, what: V) => void
}

/** Sends a command, takes the answer, invalidates. Nothing is shown as done before the server said so. */
export function useCommand<V, R>({ send, invalidates, keep, done }: Sending<V, R>) {
  const client = useQueryClient()
  const keeper = useRef(new KeyKeeper())
  return useMutation<R, Error, V>({
    mutationFn: (what) => send(what, keeper.current.for(what)),
    onSuccess: async (answer, what) => {
      keeper.current.settled()
      keep?.(answer, what)
      await Promise.all(invalidates.map((queryKey) => client.invalidateQueries({ queryKey })))
      done?.(answer, what)
    },
    onError: (error) => {
      if (!(error instanceof Problem && error.uncertain)) keeper.current.settled()
    },
  })
}
