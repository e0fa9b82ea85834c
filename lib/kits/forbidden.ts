/** Scripts written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
/** What continues a word: letters, their marks, digits, but for scripts without spaces ("用logo做" holds "logo"). */
const CONTINUES = /[\p{L}\p{M}\p{N}_]/u

/** One spelling of a text: case, width and kinds of space make no difference, nor do characters nobody sees. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
}

const continues = (character: string | undefined) =>
  character !== undefined && CONTINUES.test(character) && !UNSPACED.test(character)

function holds(text: readonly string[], word: readonly string[]): boolean {
  const last = text.length - word.length
  for (let at = 0; at <= last; at++) {
    if (!word.every((character, offset) => text[at + offset] === character)) continue
    const inside =
      (continues(word[0]) && continues(text[at - 1])) ||
      (continues(word.at(-1)) && continues(text[at + word.length]))
    if (!inside) return true
  }
  return false
}

/**
 * The first of a kit's forbidden words that a prompt holds, as the kit spells it; `null` where it holds none. Words count
 * whole and in any case; Chinese and other writing without spaces wherever it stands.
 */
export function forbiddenWordIn(prompt: string, words: readonly string[]): string | null {
  if (words.length === 0) return null
  const text = [...folded(prompt)]
  return (
    words.find((word) => {
      const wanted = [...folded(word)]
      return wanted.length > 0 && holds(text, wanted)
    }) ?? null
  )
}
