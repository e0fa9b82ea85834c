/** What the palette offers, as far as finding it goes. */
export interface Findable {
  /** As it stands in the list. */
  label: string
  /** Other words that somebody may look for it by. */
  also?: string
}

/** How well words fit a text: 3 where it begins with them, 2 where a word of it does, 1 where it holds them in order, else 0. */
function closeness(text: string, words: string): number {
  const place = text.indexOf(words)
  if (place === 0) return 3
  if (place > 0) return /[\p{L}\p{N}]/u.test(text[place - 1] ?? ' ') ? 1.5 : 2
  let at = 0
  for (const char of words) {
    if (char === ' ') continue
    at = text.indexOf(char, at) + 1
    if (at === 0) return 0
  }
  return 1
}

/** Those that fit the words, the best first, otherwise in their order; all of them where there are no words. */
export function ranked<Item extends Findable>(items: readonly Item[], typed: string): Item[] {
  const words = typed.trim().toLocaleLowerCase()
  if (words === '') return [...items]
  const score = ({ label, also }: Item) =>
    Math.max(
      closeness(label.toLocaleLowerCase(), words),
      also ? closeness(also.toLocaleLowerCase(), words) * 0.9 : 0,
    )
  return items
    .map((item) => ({ item, score: score(item) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
