import { LoadingOutlined } from '@ant-design/icons'
import type { MouseEventHandler, ReactNode, Ref } from 'react'

const looks = {
  default: 'ant-btn-default ant-btn-color-default ant-btn-variant-outlined',
  primary: 'ant-btn-primary ant-btn-color-primary ant-btn-variant-solid',
  text: 'ant-btn-text ant-btn-color-default ant-btn-variant-text',
}

interface Props {
  type?: keyof typeof looks
  size?: 'small'
  icon?: ReactNode
  iconPlacement?: 'end'
  block?: boolean
  /** Busy with what it was pressed for: turns, and cannot be pressed again. */
  loading?: boolean
  /** Leads to an address instead of doing something. */
  href?: string
  className?: string
  onClick?: MouseEventHandler<HTMLElement>
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  ref?: Ref<HTMLButtonElement>
  children: ReactNode
}

/** For a link within the page that is the one thing to do. */
export const primaryLink = `ant-btn duban ${looks.primary}`

/**
 * A button that looks like antd's without needing it: for what a phone shows first, before antd is there. Pages that are
 * fetched later take antd's own.
 */
export function Button({
  type = 'default',
  size,
  icon,
  iconPlacement,
  block,
  loading,
  href,
  className,
  ...rest
}: Props) {
  const { children, onClick, ref, ...aria } = rest
  const classes = [
    'ant-btn duban',
    looks[type],
    size && 'ant-btn-sm',
    loading && 'ant-btn-loading',
    block && 'ant-btn-block',
    iconPlacement && 'ant-btn-icon-end',
    className,
  ]
  const shown = loading ? <LoadingOutlined /> : icon
  const inside = (
    <>
      {shown ? (
        <span className="ant-btn-icon" aria-hidden="true">
          {shown}
        </span>
      ) : null}
      {typeof children === 'string' ? <span>{children}</span> : children}
    </>
  )
  const name = classes.filter(Boolean).join(' ')
  if (href) {
    return (
      <a className={name} href={href} onClick={onClick}>
        {inside}
      </a>
    )
  }
  return (
    <button
      {...aria}
      ref={ref}
      type="button"
      className={name}
      aria-busy={loading}
      onClick={loading ? undefined : onClick}
    >
      {inside}
    </button>
  )
}
