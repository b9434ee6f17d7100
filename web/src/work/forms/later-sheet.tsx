import { lazy, Suspense, useEffect, useState } from 'react'
import type { SheetProps } from './sheet'

const load = () => import('./sheet')
const Sheet = lazy(() => load().then((m) => ({ default: m.CommandSheet })))

/** The sheet of forms, fetched once the page stands: a phone shows what is to be done first, and has the forms at hand. */
export function LaterSheet(props: SheetProps) {
  const [opened, setOpened] = useState(false)
  if (props.intent && !opened) setOpened(true)
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), 500) // whoever opens a form asks again
    return () => clearTimeout(timer)
  }, [])
  if (!opened) return null
  return (
    <Suspense fallback={null}>
      <Sheet {...props} />
    </Suspense>
  )
}
