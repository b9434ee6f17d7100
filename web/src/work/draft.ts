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
    const timer = setTimeout(() => {
      const now = Date.now()
      try {
        localStorage.setItem(name, JSON.stringify({ at: now, value }))
        setAt(now)
      } catch {
        // No room or no storage: the form itself still holds it.
      }
    }, 300)
    return () => clearTimeout(timer)
  }, [name, value])

  const change = useCallback((next: T) => {
    changed.current = true
    setValue(next)
  }, [])
  const drop = useCallback(() => {
    changed.current = false
    setAt(undefined)
    try {
      localStorage.removeItem(name)
    } catch {
      // Nothing was kept.
    }
  }, [name])
  return { value, change, at, drop }
}

/** Forgets every draft whose key begins so: it was sent. */
export function forgetDrafts(prefix: string): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(`duban.draft.${prefix}`)) localStorage.removeItem(name)
    }
  } catch {
    // Nothing was kept.
  }
}
