/** The same keys with any words: a translation that lacks one does not compile. */
export type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
