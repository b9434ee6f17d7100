import type { Noun } from '@/api/client'

/** Quantities travel in thousandths of their unit: 12.5 亩 is 12500. */
/** The most that a quantity may be: the server's plan.MaxMilli. */
export const mostQuantity = 1_000_000_000_000

export function fromMilli(milli: number): number {
  return milli / 1000
}

export function toMilli(n: number): number {
  return Math.round(n * 1000)
}

export function sayTarget(target: Noun['Target'] | undefined): string {
  return target ? `${fromMilli(target.milli).toLocaleString('zh-CN', { maximumFractionDigits: 3 })} ${target.unit}` : ''
}
