import 'server-only'
import { and, desc, eq, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, matrices } from '#lib/db/schema/schema.ts'
import type { RecentPromptDto } from '#lib/generations/schema.ts'
import { searchTerms, tsQuery } from '#lib/library/words.ts'
import type { MatrixAxis } from '#lib/matrices/schema.ts'
import { isChoice } from '#lib/matrices/template.ts'

/** Runs read at once; most histories repeat a prompt a few times. */
const PAGE = 500

/** As it was written: of a matrix's runs their template, of which each run is one filling. */
const written = sql<string>`coalesce(${matrices.template}, ${generations.prompt})`

/** The values of a template's named slots; choices stand in the prompt themselves. */
function slotsIn(axes: readonly MatrixAxis[] | null): RecentPromptDto['slots'] {
  return (axes ?? []).flatMap((axis) =>
    axis.kind === 'slot' && !isChoice(axis.name) ? [{ name: axis.name, values: axis.values }] : [],
  )
}

/**
 * A person's own prompts, each once, the last used first, over their whole history: also of runs that are in the trash or
 * were erased since. The runs of a matrix are one prompt, found by the words of every filling.
 *
 * @param text what they hold; empty asks for all
 */
export async function promptHistory(
  db: Db,
  personId: string,
  { text, limit }: { text: string; limit: number },
): Promise<RecentPromptDto[]> {
  const found = new Map<string, RecentPromptDto>()
  const asked = holding(text)
  for (;;) {
    const known = [...found.keys()]
    const rows = await db
      .select({
        prompt: written,
        axes: matrices.axes,
        generationId: generations.id,
        createdAt: generations.createdAt,
      })
      .from(generations)
      .leftJoin(matrices, eq(matrices.id, generations.matrixId))
      .where(
        and(
          eq(generations.personId, personId),
          asked,
          known.length > 0 ? notInArray(written, known) : undefined,
        ),
      )
      .orderBy(desc(generations.createdAt), desc(generations.id))
      .limit(PAGE)
    for (const { axes, createdAt, ...row } of rows) {
      if (found.size === limit) break
      if (found.has(row.prompt)) continue
      found.set(row.prompt, { ...row, slots: slotsIn(axes), createdAt: createdAt.toISOString() })
    }
    // Each further page holds other prompts than those before it.
    if (rows.length < PAGE || found.size === limit) return [...found.values()]
  }
}

/** Prompts with every word of a text, the last one by its beginning; a text without any word stands in no prompt. */
function holding(text: string): SQL | undefined {
  if (text.trim() === '') return undefined
  const terms = searchTerms(text)
  if (terms.length === 0) return sql`false`
  // Pairs of characters that a prompt holds need not stand together: whether they do is asked of the prompt itself.
  const runs = terms.filter(({ kind, words }) => kind === 'run' && words.length > 1)
  return and(
    sql`${generations.words} @@ ${tsQuery(terms)}::tsquery`,
    ...runs.map(({ text: run }) => sql`strpos(normalize(${generations.prompt}, NFKC), ${run}) > 0`),
  )
}
