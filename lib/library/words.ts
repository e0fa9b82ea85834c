import { otherNumbers } from './plurals.ts'

/*
 * What a search finds: the words of prompts, tags, notes and names, made in one way for what is stored and for what is typed.
 * Scripts that put no spaces between words (Chinese, Japanese, Korean) are taken apart into single characters and pairs,
 * so that a word of one or two characters is found wherever it stands, without a dictionary that does not know it.
 */

/** Bytes of one word that PostgreSQL stores are limited (2,046): longer ones are cut, on both sides alike. */
const LONGEST_WORD = 64

/** What is folded as one: a character with its marks; Korean letters that are written one by one, of whatever width. */
const CLUSTER =
  /[\u1100-\u11ff\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]+|[^\p{M}]\p{M}*|\p{M}+/gsu

const UNSPACED = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}ー]`
/** A run without spaces, a pictograph, or a word. */
const WORD = new RegExp(
  String.raw`(?<run>${UNSPACED}+)|(?<sign>\p{Extended_Pictographic})|(?:(?!${UNSPACED})[\p{L}\p{M}\p{N}])+`,
  'gu',
)

/** One spelling of a cluster: compatible forms (full width, ligatures), case and Latin accents make no difference. */
function foldCluster(cluster: string): string {
  const code = cluster.charCodeAt(0)
  if (cluster.length === 1 && code < 128) return cluster.toLowerCase()
  const plain = cluster.normalize('NFKD').replace(/(\p{sc=Latin})\p{M}+/gu, '$1')
  return plain.normalize('NFKC').toLowerCase().normalize('NFKC')
}

/** A text as it is compared: of one width and case, without Latin accents. */
export const foldText = (text: string) => text.replace(CLUSTER, foldCluster)

const pairs = (run: readonly string[]) => run.slice(1).map((character, index) => `${run[index]}${character}`)

const cut = (word: string) => [...word].slice(0, LONGEST_WORD).join('')

/** The words that a text is found by, each once. Stored with `array_to_tsvector`. */
export function searchWords(text: string): string[] {
  const words = new Set<string>()
  for (const { 0: word, groups } of foldText(text).matchAll(WORD)) {
    if (groups?.run) {
      const characters = [...word]
      for (const character of characters) words.add(character)
      for (const pair of pairs(characters)) words.add(pair)
    } else {
      words.add(cut(word))
    }
  }
  return [...words]
}

/** One thing that a text must hold. */
export interface SearchTerm {
  /** As it is compared: folded, see `searchWords`. */
  text: string
  /**
   * `word`: the whole word. `prefix`: the word still being typed, or more of it. `run`: these characters one after the
   * other, without spaces.
   */
  kind: 'word' | 'prefix' | 'run'
  /** The stored words that it asks for: all of them. Those of a run of three or more are necessary, not sufficient. */
  words: string[]
  /** Stored words that do as well, whole: a noun in its other number. None of a run. */
  forms: string[]
}

/** What a search text asks for, each once; empty where it holds no word. The last word is being typed: a prefix. */
export function searchTerms(text: string): SearchTerm[] {
  const folded = foldText(text)
  const terms = new Map<string, SearchTerm>()
  for (const { 0: word, index, groups } of folded.matchAll(WORD)) {
    const characters = [...word]
    const last = index + word.length === folded.length
    if (groups?.run) {
      const words = characters.length === 1 ? characters : [...new Set(pairs(characters))]
      terms.set(word, { text: word, kind: 'run', words, forms: [] })
    } else {
      const kind = last && !groups?.sign ? 'prefix' : 'word'
      const whole = cut(word)
      terms.set(whole, { text: whole, kind, words: [whole], forms: otherNumbers(whole) })
    }
  }
  return [...terms.values()]
}

/** Terms as the text of a `tsquery` that all of them match. Words hold letters and digits only, so nothing needs quoting. */
export function tsQuery(terms: readonly SearchTerm[]): string {
  return terms.map(tsTerm).join(' & ')
}

function tsTerm({ kind, words, text, forms }: SearchTerm): string {
  const all = words.map((word) => `'${word}'${kind === 'prefix' ? ':*' : ''}`).join(' & ')
  // What begins so is found already.
  const others = forms.filter((form) => kind !== 'prefix' || !form.startsWith(text))
  return others.length === 0 ? all : `(${[all, ...others.map((form) => `'${form}'`)].join(' | ')})`
}

/** Part of a text, and whether it is what was searched for. */
export interface HitSegment {
  text: string
  hit: boolean
}

/** The places of a text that a search found, for highlighting: the segments one after the other are the text. */
export function markHits(text: string, query: string): HitSegment[] {
  const terms = searchTerms(query)
  if (terms.length === 0) return text === '' ? [] : [{ text, hit: false }]
  // Where each character of the folded text comes from.
  let folded = ''
  const starts: number[] = []
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const plain = foldCluster(cluster)
    for (let at = 0; at < plain.length; at++) starts.push(index)
    folded += plain
  }
  starts.push(text.length)
  const hits = hitsIn(folded, terms).map(({ from, to }) => {
    // A cluster of which a part is hit is all hit.
    let end = to
    while (starts[end] === starts[to - 1]) end++
    return { from: starts[from] ?? 0, to: starts[end] ?? text.length }
  })
  return segments(text, hits)
}

interface Span {
  from: number
  to: number
}

function hitsIn(folded: string, terms: readonly SearchTerm[]): Span[] {
  const hits: Span[] = []
  for (const { 0: word, index, groups } of folded.matchAll(WORD)) {
    for (const { text, kind, forms } of terms) {
      if (kind === 'run') {
        if (!groups?.run) continue
        for (let at = word.indexOf(text); at >= 0; at = word.indexOf(text, at + text.length)) {
          hits.push({ from: index + at, to: index + at + text.length })
        }
      } else if (kind === 'prefix' && cut(word).startsWith(text)) {
        hits.push({ from: index, to: index + text.length })
      } else if (cut(word) === text || forms.includes(cut(word))) {
        hits.push({ from: index, to: index + word.length })
      }
    }
  }
  return hits.sort((a, b) => a.from - b.from || b.to - a.to)
}

function segments(text: string, hits: readonly Span[]): HitSegment[] {
  const found: HitSegment[] = []
  let end = 0
  for (const { from, to } of hits) {
    if (to <= end) continue
    if (from > end) found.push({ text: text.slice(end, from), hit: false })
    const hit = text.slice(Math.max(from, end), to)
    const last = found.at(-1)
    if (last?.hit) last.text += hit
    else found.push({ text: hit, hit: true })
    end = to
  }
  if (end < text.length) found.push({ text: text.slice(end), hit: false })
  return found
}
