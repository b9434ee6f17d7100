import { cloneElement, type MouseEventHandler, type ReactElement, useState } from 'react'
import { useLater } from './later'
import type { MenuItems } from './menu-opened'

const load = () => import('./menu-opened').then((m) => m.MenuOpened)

interface Props {
  items: MenuItems
  /** The button that opens it. */
  children: ReactElement<{ onClick?: MouseEventHandler; 'aria-haspopup'?: 'menu' }>
}

/** A button with a menu behind it, put up when it is first pressed: most lists hold many, few are opened. */
export function Menu({ items, children }: Props) {
  const [asked, setAsked] = useState(0)
  const Opened = useLater(load, asked)
  if (asked > 0 && Opened) return <Opened items={items}>{children}</Opened>
  return cloneElement(children, { onClick: () => setAsked(asked + 1), 'aria-haspopup': 'menu' })
}
