import 'server-only'
import { and, arrayContains, inArray, not, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images, library, people } from '#lib/db/schema/schema.ts'
import { foldText, type SearchTerm, searchTerms, searchWords, tsQuery } from './words.ts'

/** What a search asks of `library` whose answer is ranked. */
export interface RankedSearch {
  /** All that it finds. */
  where: SQL
  /** The same in groups that have nothing in common, the best first; in each, the newest first. */
  groups: RankedGroup[]
}

export interface RankedGroup {
  where: SQL
  /** What stands before the others of the group: the words one after the other in the prompt. */
  first?: SQL
  /**
   * Rows of `image_id` and `apart`, which the condition knows as `near`: how far pictures are from what is looked for. The least
   * comes first, in place of the newest.
   */
  near?: SQL
}

export const NOTHING: RankedSearch = { where: sql`false`, groups: [] }

/**
 * The pictures that hold every word of a text in their prompt, tags or note, or whose maker's name holds it. What is being
 * typed is found by its beginning, an English noun also in its other number. Ranked: those with just this tag, with the whole words (together before apart), with words
 * that begin so. `null` for an empty text; a text without any word finds nothing.
 */
export async function textSearch(db: Db, text: string): Promise<RankedSearch | null> {
  if (text.trim() === '') return null
  const terms = searchTerms(text)
  if (terms.length === 0) return NOTHING
  const names = await db.select({ id: people.id, name: people.name }).from(people)
  const begun = found(terms, names)
  const tagged = arrayContains(library.tags, [text.trim().toLowerCase()])
  const typed = terms.some(({ kind }) => kind === 'prefix')
  const wholeTerms = terms.map((term) => (term.kind === 'prefix' ? { ...term, kind: 'word' as const } : term))
  const whole = typed ? found(wholeTerms, names) : begun
  const groups: RankedGroup[] = [
    { where: tagged },
    { where: sql`${whole} and ${not(tagged)}`, ...(terms.length > 1 && { first: phrase(text) }) },
  ]
  if (typed) groups.push({ where: sql`${begun} and not ${whole} and ${not(tagged)}` })
  return { where: begun, groups }
}

type Name = { id: string; name: string }

/** Pictures whose words and maker's name together hold all the terms. */
function found(terms: readonly SearchTerm[], names: readonly Name[]): SQL {
  const ways = makersNamed(terms, names).map(({ ids, rest }) =>
    and(inArray(library.personId, ids), holds(rest)),
  )
  return sql`(${or(holds(terms), ...ways)})`
}

/** Whether a picture's own words hold all the terms. */
function holds(terms: readonly SearchTerm[]): SQL | undefined {
  if (terms.length === 0) return undefined
  const runs = terms.filter(({ kind, words }) => kind === 'run' && words.length > 1)
  return and(sql`${library.words} @@ ${tsQuery(terms)}::tsquery`, ...runs.map(({ text }) => standsIn(text)))
}

/**
 * Forms of Chinese, Japanese and Korean characters that have another spelling, which `searchWords` makes one; and parts of
 * such characters, written one by one.
 */
const COMPATIBLE =
  '[\u1100-\u11ff\u2e80-\u2fdf\u3099\u309a\u3131-\u318f\u3300-\u33ff\ua960-\ua97f\ud7b0-\ud7ff\uf900-\ufaff\uff65-\uffdc]'

/** Pairs that a text holds need not stand together: whether they do is asked of the text itself. */
function standsIn(run: string): SQL {
  const stands = (text: SQL) => sql`case when strpos(${text}, ${run}) > 0 then true
    when ${text} ~ ${COMPATIBLE} then strpos(normalize(${text}, NFKC), ${run}) > 0 else false end`
  // Scalar subqueries, so that they are asked only for rows that hold the pairs, and the second only where it must be.
  return sql`((select ${stands(sql`g.prompt`)} from ${generations} g where g.id = ${library.generationId})
    or (select ${stands(sql`i.note || chr(10) || array_to_string(i.tags, chr(10))`)}
          from ${images} i where i.id = ${library.imageId}))`
}

/** Whether the prompt holds the text as it was typed. Of words in Latin letters, case aside. */
function phrase(text: string): SQL {
  return sql`(select strpos(lower(g.prompt), ${foldText(text.trim())}) > 0
    from ${generations} g where g.id = ${library.generationId})`
}

/** Makers whose names hold some of the terms, together with the terms that their names leave over. */
function makersNamed(
  terms: readonly SearchTerm[],
  names: readonly Name[],
): { ids: string[]; rest: SearchTerm[] }[] {
  const groups = new Map<string, { ids: string[]; rest: SearchTerm[] }>()
  for (const { id, name } of names) {
    const rest = terms.filter((term) => !namedBy(name, term))
    if (rest.length === terms.length) continue
    const key = rest.map(({ text }) => text).join(' ')
    const group = groups.get(key) ?? { ids: [], rest }
    group.ids.push(id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Whether a name holds what a term asks for, in just this form: names have no plurals. */
export function namedBy(name: string, { kind, words }: SearchTerm): boolean {
  const held = searchWords(name)
  return words.every((word) =>
    kind === 'prefix' ? held.some((one) => one.startsWith(word)) : held.includes(word),
  )
}

/** Whether a text holds what a term asks for. */
export function heldBy(text: string, term: SearchTerm): boolean {
  return namedBy(text, term) || searchWords(text).some((word) => term.forms.includes(word))
}
