/**
 * A number that an English text is given with the noun behind it, "1 day" or "3 days": many('day') stands for {{n}} and
 * for the form of the noun that it asks for, which `word` chooses when the text is shown.
 */
export const many = (one: string, more = `${one}s`, n = 'n') => `{{${n}}} ${noun(one, more, n)}`

/** The noun alone, where its number stands elsewhere. */
export const noun = (one: string, more = `${one}s`, n = 'n') => `{{${n}, word(sing: ${one}; plur: ${more})}}`
