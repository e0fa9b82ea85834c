import 'server-only'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '#lib/db/client.ts'
import { generations, matrices, people } from '#lib/db/schema/schema.ts'
import { generationsByIds } from '#lib/generations/data.ts'
import { type Viewer, visibleTo } from '#lib/generations/visible.data.ts'
import type { MatrixAxis, MatrixDto } from './schema.ts'

/** A matrix that the person made under one of these ids, with the hash of its request. */
export async function findMatrix(
  db: Db | Tx,
  personId: string,
  ids: string[],
): Promise<{ id: string; requestHash: string } | null> {
  const [row] = await db
    .select({ id: matrices.id, requestHash: matrices.requestHash })
    .from(matrices)
    .where(and(eq(matrices.personId, personId), inArray(matrices.id, ids)))
  return row ?? null
}

/**
 * A matrix with those of its runs that the person may see. One's own is there without any; somebody else's is not, as if
 * there were none: `null`.
 */
export async function matrixFor(db: Db, viewer: Viewer, id: string): Promise<MatrixDto | null> {
  const [row] = await db
    .select({
      matrix: matrices,
      person: { id: people.id, name: people.name, avatar: people.avatarSha256 },
    })
    .from(matrices)
    .innerJoin(people, eq(people.id, matrices.personId))
    .where(eq(matrices.id, id))
  if (!row) return null
  const runs = await db
    .select({
      id: generations.id,
      seen: sql<boolean>`${visibleTo(viewer)} and ${isNull(generations.deletedAt)}`,
    })
    .from(generations)
    .where(eq(generations.matrixId, id))
    .orderBy(asc(generations.matrixCell))
  const own = row.matrix.personId === viewer.personId
  const seen = runs.flatMap((run) => (run.seen ? [run.id] : []))
  if (!own && seen.length === 0) return null
  const all = own || seen.length === runs.length
  const items = await generationsByIds(db, seen)
  const { axes, template, createdAt } = row.matrix
  const places = axes.map((axis, index) => {
    const used = new Set(items.map(({ matrix }) => matrix?.cell[index]))
    return [...axis.values.keys()].filter((place) => all || used.has(place))
  })
  return {
    id,
    person: row.person,
    template: all ? template : null,
    axes: axes.map((axis, index) => withPlaces(axis, places[index] ?? [])),
    places,
    createdAt: createdAt.toISOString(),
    generations: items,
  }
}

/** The axis with nothing but the values at these places. */
function withPlaces(axis: MatrixAxis, places: readonly number[]): MatrixAxis {
  const chosen = <T>(values: readonly T[]) => values.filter((_, place) => places.includes(place))
  switch (axis.kind) {
    case 'model':
      return { ...axis, values: chosen(axis.values) }
    case 'ratio':
      return { ...axis, values: chosen(axis.values) }
    case 'tier':
      return { ...axis, values: chosen(axis.values) }
    case 'temperature':
      return { ...axis, values: chosen(axis.values) }
    case 'slot':
      return { ...axis, values: chosen(axis.values) }
    case 'reference':
      return { ...axis, values: chosen(axis.values) }
  }
}
