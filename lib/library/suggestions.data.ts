import 'server-only'
import { and, asc, desc, isNull, sql } from 'drizzle-orm'
import { boardVisibleTo } from '#lib/boards/data.ts'
import type { Db } from '#lib/db/client.ts'
import { rowsOf } from '#lib/db/rows.ts'
import { boards, generations, library, people } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { listedFor } from './listed.data.ts'
import type { SuggestionsDto } from './schema.ts'
import { heldBy, namedBy, textSearch } from './search.data.ts'
import { SNIPPET_CHARS, snippet } from './snippet.ts'
import { searchTerms } from './words.ts'

const MOST = { prompts: 5, tags: 5, boards: 3, people: 3 } as const
/** The newest pictures that a text finds, whose prompts and tags are looked at. */
const LOOKED_AT = 200

const NONE: SuggestionsDto = { prompts: [], tags: [], boards: [], people: [] }

/** What a text may mean that somebody is typing: of what the person may see, and nothing else. */
export async function suggestionsFor(db: Db, viewer: Viewer, text: string): Promise<SuggestionsDto> {
  const search = await textSearch(db, text)
  const terms = searchTerms(text)
  if (!search || terms.length === 0) return NONE
  const makers = await db.select({ id: people.id, name: people.name }).from(people).orderBy(asc(people.name))
  const pinned = await db
    .select({ id: boards.id, name: boards.name })
    .from(boards)
    .where(and(isNull(boards.deletedAt), boardVisibleTo(viewer)))
    .orderBy(desc(boards.changedAt), desc(boards.id))
  const pictures = sql`select generation_id, tags, at from ${library}
    where ${listedFor(viewer)} and ${library.status} = 'succeeded' and ${search.where}`
  const prompts = await rowsOf<{ prompt: string }>(
    db,
    sql`select left(g.prompt, 4000) as prompt, max(at) as at
      from (${pictures} order by at desc limit ${LOOKED_AT}) as found
      join ${generations} g on g.id = found.generation_id group by 1 order by 2 desc`,
  )
  // A tag that holds the words is on pictures that hold them: its count is whole.
  const tags = await rowsOf<{ value: string; count: number }>(
    db,
    sql`select value, count(*)::int as count from (
        select unnest(${library.tags}) as value from ${library}
         where ${library.tags} <> '{}' and ${listedFor(viewer)} and ${library.status} = 'succeeded'
           and ${search.where}) as tags
      group by value order by 2 desc, 1`,
  )
  const means = (candidate: string) => terms.every((term) => heldBy(candidate, term))
  const isNamed = ({ name }: { name: string }) => terms.every((term) => namedBy(name, term))
  return {
    prompts: prompts
      .filter(({ prompt }) => means(prompt))
      .slice(0, MOST.prompts)
      .map(({ prompt }) => (prompt.length > SNIPPET_CHARS ? snippet(prompt, text) : prompt)),
    tags: tags.filter(({ value }) => means(value)).slice(0, MOST.tags),
    boards: pinned.filter(isNamed).slice(0, MOST.boards),
    people: makers.filter(isNamed).slice(0, MOST.people),
  }
}
