import { useState } from 'react'
import { useLater } from '@/ui/later'
import type { SheetProps } from './sheet'

const load = () => import('./sheet').then((m) => m.CommandSheet)

/** The sheet of forms, fetched once the page stands: a phone shows what is to be done first, and has the forms at hand. */
export function LaterSheet(props: SheetProps) {
  const [opened, setOpened] = useState(false)
  if (props.intent && !opened) setOpened(true)
  const Sheet = useLater(load, props.intent)
  return opened && Sheet ? <Sheet {...props} /> : null
}
