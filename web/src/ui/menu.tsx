import { cloneElement, lazy, type MouseEventHandler, type ReactElement, Suspense, useState } from 'react'
import type { MenuItems } from './menu-opened'

const load = () => import('./menu-opened')
const Opened = lazy(() => load().then((m) => ({ default: m.MenuOpened })))

interface Props {
  items: MenuItems
  /** The button that opens it. */
  children: ReactElement<{
    onClick?: MouseEventHandler
    onPointerEnter?: () => void
    onFocus?: () => void
    'aria-haspopup'?: 'menu'
  }>
}

/** A button with a menu behind it. The menu is fetched when somebody reaches for it: most lists hold many, few are opened. */
export function Menu({ items, children }: Props) {
  const [opened, setOpened] = useState(false)
  const warm = () => void load().catch(() => undefined) // whoever opens it asks again
  if (opened) {
    return (
      <Suspense fallback={children}>
        <Opened items={items}>{children}</Opened>
      </Suspense>
    )
  }
  return cloneElement(children, {
    onClick: () => setOpened(true),
    onPointerEnter: warm,
    onFocus: warm,
    'aria-haspopup': 'menu',
  })
}
