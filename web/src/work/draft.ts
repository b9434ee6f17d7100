import { useCallback, useEffect, useRef, useState } from 'react'

interface Kept<T> {
  at: number
  value: T
}

function read<T>(key: string): Kept<T> | undefined {
  try {
    const text = localStorage.getItem(key)
    return text ? (JSON.parse(text) as Kept<T>) : undefined
  } catch {
    return undefined
  }
}

const unwritten = new Map<string, () => void>() // typed a moment ago, by the name of the draft

/** Writes what was typed a moment ago: the page may be gone before its timer. */
function writeAll(): void {
  for (const write of unwritten.values()) write()
}
globalThis.addEventListener?.('pagehide', writeAll)

/**
 * What somebody types, kept on this device until it was sent: a lost connection, a refresh or the end of the session
 * loses nothing. The key names user and place, so that two people on one device never see each other's.
 */
export function useDraft<T>(key: string, initial: T) {
  const name = `duban.draft.${key}`
  const [kept] = useState(() => read<T>(name))
  const [value, setValue] = useState<T>(kept?.value ?? initial)
  const [at, setAt] = useState<number | undefined>(kept?.at)
  const changed = useRef(false)

  useEffect(() => {
    if (!changed.current) return
    const write = () => {
      unwritten.delete(name)
      const now = Date.now()
      try {
        localStorage.setItem(name, JSON.stringify({ at: now, value }))
        setAt(now)
      } catch {
        // No room or no storage: the form itself still holds it.
      }
    }
    unwritten.set(name, write)
    const timer = setTimeout(() => unwritten.get(name)?.(), 300)
    return () => clearTimeout(timer)
  }, [name, value])
  // Closed, or sent to sign in, before the timer.
  useEffect(() => () => unwritten.get(name)?.(), [name])

  const change = useCallback((next: T) => {
    changed.current = true
    setValue(next)
  }, [])
  const drop = useCallback(() => {
    changed.current = false
    unwritten.delete(name)
    setAt(undefined)
    try {
      localStorage.removeItem(name)
    } catch {
      // Nothing was kept.
    }
  }, [name])
  return { value, change, at, drop }
}

/** The fields of a small form as a draft; what an older page did not keep has its first value. */
export function useKept<T extends object>(scope: string, initial: T) {
  const { value, change } = useDraft<T>(scope, initial)
  const whole: T = { ...initial, ...value }
  return [whole, (part: Partial<T>) => change({ ...whole, ...part })] as const
}

/** Where the words of a command are kept until it was sent. */
export function commandScope(
  user: string,
  at: { goal: string; step?: string; command: string; round?: number },
): string {
  const command = at.command === 'return' ? 'decide' : at.command // one form
  return `command/${user}/${at.goal}/${at.step ?? ''}/${command}/${at.round ?? 0}`
}

export function hasDraft(scope: string): boolean {
  return read(`duban.draft.${scope}`) !== undefined
}

/** Forgets every draft whose key begins so: it was sent. */
export function forgetDrafts(prefix: string): void {
  for (const name of unwritten.keys()) if (name.startsWith(`duban.draft.${prefix}`)) unwritten.delete(name)
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(`duban.draft.${prefix}`)) localStorage.removeItem(name)
    }
  } catch {
    // Nothing was kept.
  }
}
