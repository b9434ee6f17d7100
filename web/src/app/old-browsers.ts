/**
 * What Chromium 90 lacks of the language and the libraries use. Syntax is the build's business (vite.config.ts); these
 * are functions.
 */
function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const n = Math.trunc(index) || 0
  return this[n < 0 ? this.length + n : n]
}

function findLast<T>(this: T[], test: (item: T, index: number, all: T[]) => unknown): T | undefined {
  for (let i = this.length - 1; i >= 0; i--) if (test(this[i] as T, i, this)) return this[i]
  return undefined
}

function add(target: object, name: string, value: unknown) {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

add(Array.prototype, 'at', at)
add(String.prototype, 'at', at)
add(Array.prototype, 'findLast', findLast)
add(Object, 'hasOwn', (of: object, key: PropertyKey) => Object.hasOwn(of, key))

export {}
