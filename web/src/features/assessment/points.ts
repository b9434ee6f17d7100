/** Points travel in thousandths of a point, weights in thousandths of a per cent. */
export function sayPoints(milli: number | undefined): string {
  return milli === undefined ? '—' : (milli / 1000).toLocaleString('zh-CN', { maximumFractionDigits: 3 })
}

/** Points with their sign: what a line adds or takes. */
export function saySigned(milli: number): string {
  return milli > 0 ? `+${sayPoints(milli)}` : sayPoints(milli)
}

export function sayPercent(weight: number | undefined): string {
  return weight === undefined ? '—' : `${(weight / 1000).toLocaleString('zh-CN', { maximumFractionDigits: 3 })}%`
}

export const toThousandths = (n: number): number => Math.round(n * 1000)
