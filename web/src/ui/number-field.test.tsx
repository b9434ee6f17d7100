import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { NumberField, NumberInput } from './number-field'
import { type Bounds, numberFault, numbersRight, readNumber } from './numbers'

test.each<[string, Bounds, string | undefined]>([
  ['', {}, undefined],
  ['', { needed: true }, 'needed'],
  ['100', { min: 0, max: 100 }, undefined],
  ['101', { min: 0, max: 100 }, 'range'],
  ['850', { min: 0, max: 100 }, 'range'],
  ['-9', { min: -5, max: 5 }, 'range'],
  ['-1', { min: 0 }, 'least'],
  ['9', { max: 5 }, 'most'],
  ['46.5', {}, 'whole'],
  ['46.500', { decimals: 1 }, undefined],
  ['0.1234', { decimals: 3 }, 'decimals'],
  ['8O', { min: 0 }, 'number'],
  ['1.2.3', { decimals: 3 }, 'number'],
  ['１００', { min: 0, max: 100 }, undefined],
])('%s within %o: %s', (text, bounds, fault) => {
  expect(numberFault(text, bounds)).toBe(fault)
})

test('what is no number is none', () => {
  expect(readNumber('12a')).toBeUndefined()
  expect(readNumber(' 12.5 ')).toBe(12.5)
  expect(readNumber('')).toBeNull()
})

interface Props {
  start: number | null
  send: (n: number | null) => void
}

function Form({ start, send }: Props) {
  const [n, setN] = useState(start)
  const box = useRef<HTMLDivElement>(null)
  return (
    <div ref={box}>
      <NumberField label="打分" min={0} max={100} decimals={1} value={n} onChange={setN} />
      <button type="button" onClick={() => numbersRight(box.current) && send(n)}>
        提交
      </button>
      <button type="button" onClick={() => setN(7)}>
        换一个
      </button>
    </div>
  )
}

const field = () => screen.getByRole<HTMLInputElement>('textbox')
const wrong = () => field().getAttribute('aria-invalid') === 'true'
const type = async (text: string) => {
  await userEvent.clear(field())
  await userEvent.type(field(), text)
}

test('a number out of its range stays as it was typed, is told, and is not sent', async () => {
  const send = vi.fn()
  render(<Form start={null} send={send} />)
  for (const text of ['101', '850', '-9', '46.55', '9O']) {
    await type(text)
    await userEvent.click(screen.getByRole('button', { name: '提交' }))
    expect(field().value).toBe(text)
    expect(document.activeElement).toBe(field())
    expect(wrong()).toBe(true)
  }
  expect(send).not.toHaveBeenCalled()
  await type('46.5')
  await userEvent.click(screen.getByRole('button', { name: '提交' }))
  expect(send).toHaveBeenCalledWith(46.5)
  expect(wrong()).toBe(false)
})

test('a draft that holds a wrong number says so, and another value from outside takes its place', async () => {
  render(<Form start={120} send={vi.fn()} />)
  expect(field().value).toBe('120')
  expect(wrong()).toBe(true)
  await userEvent.click(screen.getByRole('button', { name: '换一个' }))
  expect(field().value).toBe('7')
  expect(wrong()).toBe(false)
})

function Days({ told }: { told: (n: number) => void }) {
  const [n, setN] = useState(90)
  const change = (days: number) => {
    told(days)
    setN(days)
  }
  return <NumberInput aria-label="天数" needed min={1} max={366} value={n} onChange={change} />
}

test('where a number is needed, a wrong one leaves what stood there before', async () => {
  const told = vi.fn()
  render(<Days told={told} />)
  await type('5000')
  expect(told).toHaveBeenLastCalledWith(90)
  expect(field().value).toBe('5000')
  expect(wrong()).toBe(true)
  await type('60')
  await userEvent.tab()
  await userEvent.clear(field())
  expect(told).toHaveBeenLastCalledWith(60)
  expect(wrong()).toBe(true)
})
