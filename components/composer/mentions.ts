/** The id of the list of mentions, and of its options. */
export const MENTIONS_ID = 'composer-mentions'
export const mentionOptionId = (number: number) => `${MENTIONS_ID}-${number}`

/** An `@` being typed: where it stands and the digits after it so far. */
export interface Mention {
  start: number
  query: string
}

/** The mention that ends at the caret; `null` where there is none. An `@` inside an e-mail address is none. */
export function mentionAt(text: string, caret: number): Mention | null {
  const match = /(?<![\w.])@(\d*)$/.exec(text.slice(0, caret))
  return match ? { start: match.index, query: match[1] ?? '' } : null
}

/** Numbers that a mention may still become, among references 1 to `count`. None where it is whole already. */
export function mentionChoices(mention: Mention, count: number): number[] {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  const fitting = numbers.filter((number) => String(number).startsWith(mention.query))
  return fitting.length === 1 && String(fitting[0]) === mention.query ? [] : fitting
}

/** Puts the chosen number in, followed by one space, and says where the caret goes. */
export function completeMention(
  text: string,
  mention: Mention,
  number: number,
): { text: string; caret: number } {
  const before = text.slice(0, mention.start)
  const after = text.slice(mention.start + 1 + mention.query.length)
  const inserted = `@${number}${after.startsWith(' ') ? '' : ' '}`
  return { text: before + inserted + after, caret: before.length + `@${number} `.length }
}

/**
 * Keeps the prompt's mentions with their pictures when the row changes. `placeOf` gives a reference's new number, or
 * `null` for one that has left: its mention stays as it was written, for the person to decide.
 */
export function renumberMentions(text: string, placeOf: (number: number) => number | null): string {
  return text.replace(/(?<![\w.])@(\d+)(?!\w)/g, (written, digits: string) => {
    const place = placeOf(Number(digits))
    return place === null ? written : `@${place}`
  })
}
