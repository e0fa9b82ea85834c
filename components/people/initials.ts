const LETTER = /[\p{L}\p{N}]/u

/** The first letter or digit of a word; what draws nothing (bidi controls, spaces) is passed over. */
const firstLetter = (word: string) => [...word].find((character) => LETTER.test(character))

/**
 * One or two characters that stand for a name: first letters of the first and the last word, or a Chinese name's first
 * character. Empty where a name has no letters.
 */
export function initials(name: string): string {
  const letters = name.normalize('NFC').split(/\s+/u).map(firstLetter).filter(Boolean)
  const [first = ''] = letters
  if (/\p{Script=Han}/u.test(first)) return first
  return (letters.length > 1 ? first + letters.at(-1) : first).toUpperCase()
}

/** The hue of a person's tint in degrees: the same everywhere, from the id, so that a new name keeps it. */
export function hueOf(id: string): number {
  return (Number.parseInt(id.slice(-6), 16) * 137) % 360 || 0
}
