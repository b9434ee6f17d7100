import { useRef, useState } from 'react'
import { useDraft } from './draft'
import { useMe } from './session'

/** What was typed into a form the last time and not sent, and how to begin again. */
export interface Kept {
  restored: boolean
  clear: () => void
}

/** A form as the command that it sends knows it: its keys outlive the form, and what was typed goes once accepted. */
export interface Sent {
  name: string
  sent: () => void
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * The fields of a form by its name, kept on this device until they were sent. Only what differs from the first values
 * is kept: whatever else changed in the meantime shows as it is now.
 */
export function useTyped<T extends object>(name: string, initial: T | (() => T)) {
  const user = useMe().user.id
  const [first] = useState(initial)
  const { value: kept, change, drop } = useDraft<Partial<T>>(`form/${user}/${name}`, {})
  const latest = useRef(kept) // photos and answers come later than the page was drawn
  const [restored, setRestored] = useState(() => Object.keys(kept).length > 0)
  const put = (next: Partial<T>) => {
    const differing = Object.entries(next).filter(([k, v]) => !same(v, first[k as keyof T]))
    latest.current = Object.fromEntries(differing) as Partial<T>
    change(latest.current)
    if (differing.length === 0) drop()
  }
  return {
    name,
    value: { ...first, ...kept } as T,
    set: (part: Partial<T>) => put({ ...latest.current, ...part }),
    changed: Object.keys(kept).length > 0,
    sent: drop,
    kept: {
      restored,
      clear: () => {
        put({})
        setRestored(false)
      },
    } satisfies Kept,
  }
}
