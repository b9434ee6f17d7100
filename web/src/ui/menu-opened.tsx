import { Dropdown, type MenuProps } from 'antd'
import { cloneElement, type ReactElement, type Ref, useEffect, useRef, useState } from 'react'

export type MenuItems = NonNullable<MenuProps['items']>

/** The menu itself, open from the start: it is only put up once its button was pressed. */
export function MenuOpened({ items, children }: { items: MenuItems; children: ReactElement }) {
  const [open, setOpen] = useState(true)
  const button = useRef<HTMLElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Dropdown trigger={['click']} open={open} onOpenChange={setOpen} menu={{ items }}>
      {cloneElement(children as ReactElement<{ ref: Ref<HTMLElement> }>, { ref: button })}
    </Dropdown>
  )
}
