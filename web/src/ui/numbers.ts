/** What a number may be. */
export interface Bounds {
  min?: number
  max?: number
  decimals?: number // places behind the point; none unless said
  needed?: boolean // an empty field is wrong
}

/** What is wrong with what was typed. */
export type NumberFault = 'needed' | 'number' | 'decimals' | 'whole' | 'range' | 'least' | 'most'

const plain = (text: string) => text.normalize('NFKC').replace('。', '.').trim()

/** The number that was typed: null for an empty field, undefined when it is none. */
export function readNumber(text: string): number | null | undefined {
  const said = plain(text)
  if (said === '') return null
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(said) ? Number(said) : undefined
}

/** What is wrong with what was typed, if anything. Nothing is ever made to fit. */
export function numberFault(text: string, { min, max, decimals = 0, needed }: Bounds): NumberFault | undefined {
  const n = readNumber(text)
  if (n === undefined) return 'number'
  if (n === null) return needed ? 'needed' : undefined
  if ((min !== undefined && n < min) || (max !== undefined && n > max))
    return min === undefined ? 'most' : max === undefined ? 'least' : 'range'
  const places = plain(text).split('.')[1]?.replace(/0+$/, '').length ?? 0
  return places > decimals ? (decimals === 0 ? 'whole' : 'decimals') : undefined
}

/** Whether every number under an element may be sent; the first that may not is gone to. */
export function numbersRight(root: ParentNode | null): boolean {
  const wrong = [...(root?.querySelectorAll('input') ?? [])].find((i) => i.validity.customError)
  wrong?.focus()
  return !wrong
}
