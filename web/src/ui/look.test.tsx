import { expect, test } from 'vitest'
import { inLook } from './look'

const Part = () => <p>part</p>
const Other = () => <p>other</p>

test('a part that is fetched twice stays the one that stands on the page', () => {
  expect(inLook(Part)).toBe(inLook(Part))
  expect(inLook(Part)).not.toBe(inLook(Other))
})
