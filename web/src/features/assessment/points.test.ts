import { expect, test } from 'vitest'
import { sayPercent, sayPoints, saySigned, toThousandths } from './points'

test('points and per cents are said to the thousandth and no further', () => {
  expect(sayPoints(86524)).toBe('86.524')
  expect(sayPoints(90000)).toBe('90')
  expect(sayPoints(undefined)).toBe('—')
  expect(saySigned(720)).toBe('+0.72')
  expect(saySigned(-480)).toBe('-0.48')
  expect(sayPercent(33333)).toBe('33.333%')
  expect(toThousandths(0.1 + 0.2)).toBe(300)
})
