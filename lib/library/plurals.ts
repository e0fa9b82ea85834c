/*
 * The other number of an English word: a search for "cats" is one for "cat" too, and the other way round. Decided when
 * somebody searches, so that what is stored stays as it was written.
 */

/** What a regular plural would be, of words that mean something else. */
const NO_PLURALS = new Set(['news', 'hers', 'ours', 'theirs', 'yours'])

const IRREGULAR: readonly (readonly [one: string, many: string])[] = [
  ['child', 'children'],
  ['foot', 'feet'],
  ['goose', 'geese'],
  ['mouse', 'mice'],
  ['person', 'people'],
  ['tooth', 'teeth'],
]

/** Shorter ones are rarely nouns: of "as" there is no "a". */
const SHORTEST = 3

/** What stands at the end of a word, and what may stand there of more than one; the first that fits decides. */
const ENDINGS: readonly (readonly [one: RegExp, many: readonly string[]])[] = [
  [/(?<=m)an$/, ['en', 'ans']],
  [/(?:s|x|z|ch|sh)$/, ['$&es']],
  [/(?<=[^aeiou])y$/, ['ies']],
  [/(?<=[^f])fe?$/, ['$&s', 'ves']],
  [/o$/, ['os', 'oes']],
  [/$/, ['s']],
]

const usable = (word: string) => word.length >= SHORTEST && /^[a-z]+$/.test(word)

/** What a word may be called where it is more than one. */
function pluralsOf(word: string): string[] {
  if (!usable(word)) return []
  const irregular = IRREGULAR.filter(([one]) => one === word).map(([, many]) => many)
  const ending = ENDINGS.find(([one]) => one.test(word))
  const regular = ending ? ending[1].map((many) => word.replace(ending[0], many)) : []
  return [...irregular, ...regular.filter((plural) => !NO_PLURALS.has(plural))]
}

/** What a word may be more than one of: exactly the words that `pluralsOf` makes it of. */
function singularsOf(word: string): string[] {
  if (!usable(word)) return []
  const stem = (end: RegExp, one: string) => (end.test(word) ? [word.replace(end, one)] : [])
  const candidates = [
    ...IRREGULAR.filter(([, many]) => many === word).map(([one]) => one),
    ...stem(/men$/, 'man'),
    ...stem(/s$/, ''),
    ...stem(/es$/, ''),
    ...stem(/ies$/, 'y'),
    ...stem(/ves$/, 'f'),
    ...stem(/ves$/, 'fe'),
  ]
  return candidates.filter((one) => pluralsOf(one).includes(word))
}

/**
 * The same word in its other number, as far as its letters tell: more forms than there are words, of which those that nobody
 * writes find nothing. Empty for anything but a folded Latin word of three and more letters.
 */
export function otherNumbers(word: string): string[] {
  return [...new Set([...singularsOf(word), ...pluralsOf(word)])]
}
