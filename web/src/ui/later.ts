import { type ComponentType, useEffect, useState } from 'react'

/** Milliseconds after which a page stands, even on a slow phone. */
const standing = 500

/** Whether the page has stood for a moment: what is not seen first may be asked for now. */
export function useStanding(): boolean {
  const [stands, setStands] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setStands(true), standing)
    return () => clearTimeout(timer)
  }, [])
  return stands
}

/**
 * A part of the page that is fetched, with antd's look, once the page stands, so that it comes without delaying what is to
 * be seen first and is at hand when the network is gone. Until it is there: null. With `asked` it is fetched at once; where that failed,
 * another value of `asked` tries again.
 */
export function useLater<P extends object>(
  load: () => Promise<ComponentType<P>>,
  asked: unknown,
): ComponentType<P> | null {
  const [part, setPart] = useState<ComponentType<P> | null>(null)
  const there = part !== null
  useEffect(() => {
    if (there) return
    const fetch = () => {
      Promise.all([load(), import('./look')]).then(
        ([loaded, { inLook }]) => setPart(() => inLook(loaded)),
        () => undefined,
      )
    }
    const timer = setTimeout(fetch, asked ? 0 : standing)
    return () => clearTimeout(timer)
  }, [load, asked, there])
  return part
}
