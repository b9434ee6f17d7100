import { DownOutlined } from '@ant-design/icons'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Button as Theirs } from 'antd'
import type { ComponentProps } from 'react'
import { expect, test, vi } from 'vitest'
import { Button } from './button'
import { Look } from './look'

const cases: [string, ComponentProps<typeof Button>][] = [
  ['plain', { children: '更多' }],
  ['primary', { type: 'primary', children: '接收' }],
  ['busy', { type: 'primary', loading: true, children: '接收' }],
  ['busy with an icon', { icon: <DownOutlined />, loading: true, children: '接收' }],
  ['text', { type: 'text', className: 'side-account', children: '赵磊' }],
  ['parts of its own', { type: 'text', children: [<b key="b">赵</b>, <i key="i">赵磊</i>] }],
  ['small', { size: 'small', children: '再试一次' }],
  ['block', { block: true, children: '更多' }],
  ['icon', { icon: <DownOutlined />, children: '更多' }],
  ['icon behind', { icon: <DownOutlined />, iconPlacement: 'end', children: '更多' }],
  ['address', { type: 'primary', href: '/', children: '首页' }],
]

/** Elements with their classes, from the outside in. */
const bones = (e: Element): unknown[] => [e.tagName, [...e.classList].sort(), [...e.children].map(bones)]

test.each(cases)('is built like the button of antd: %s', (_, { ref: _ref, ...props }) => {
  const ours = render(<Button {...props} />).container
  const theirs = render(
    <Look>
      <Theirs {...props} />
    </Look>,
  ).container
  expect([...ours.children].map(bones)).toEqual([...theirs.children].map(bones))
})

test('cannot be pressed again while it is busy', async () => {
  const press = vi.fn()
  const { rerender } = render(<Button onClick={press}>接收</Button>)
  await userEvent.click(screen.getByRole('button', { name: '接收' }))
  rerender(
    <Button loading onClick={press}>
      接收
    </Button>,
  )
  await userEvent.click(screen.getByRole('button', { name: '接收' }))
  expect(press).toHaveBeenCalledTimes(1)
})
