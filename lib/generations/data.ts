import 'server-only'
import { and, eq, gte, inArray, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import { type Cursor, encodeCursor } from '#lib/cursor.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { attempts, generationReferences, generations, images, kits, people } from '#lib/db/schema/schema.ts'
import { toImageDto } from '#lib/images/dto.ts'
import type { KitRef } from '#lib/kits/schema.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { referencesOf } from '#lib/references/data.ts'
import type { FeedPageDto, GenerationDto } from './schema.ts'
import { maySee, type Viewer, visibleTo } from './visible.data.ts'

/**
 * Runs with their pictures and references, in the order of `ids`; ids of nothing are left out. For the studio itself, and
 * for ids that a query with `visibleTo` has found: it asks nobody who looks.
 */
export async function generationsByIds(db: Db | Tx, ids: string[]): Promise<GenerationDto[]> {
  if (ids.length === 0) return []
  // One statement for nearly all: every change of every picture is read this way, and a round trip costs more than rows.
  const rows = await db
    .select({
      generation: generations,
      person: { id: people.id, name: people.name, avatar: people.avatarSha256 },
      image: images,
      kitName: kits.name,
      attempts: sql<number>`coalesce((select max(number) from ${attempts} where image_id = ${images.id}), 0)`,
      hasReferences: sql<boolean>`exists (select from ${generationReferences} where generation_id = ${generations.id})`,
    })
    .from(generations)
    .innerJoin(people, eq(people.id, generations.personId))
    .leftJoin(kits, eq(kits.id, generations.kitId))
    .leftJoin(images, and(eq(images.generationId, generations.id), isNull(images.deletedAt)))
    .where(inArray(generations.id, ids))
    .orderBy(images.index)
  const referring = new Set(rows.filter((row) => row.hasReferences).map(({ generation }) => generation.id))
  const references = await referencesOf(db, [...referring])
  const runs = Map.groupBy(rows, ({ generation }) => generation.id)
  const dtos = new Map(
    runs.values().flatMap((pictures) =>
      pictures.slice(0, 1).map(
        ({ generation, person, kitName }) =>
          [
            generation.id,
            {
              id: generation.id,
              person,
              source: generation.source,
              createdAt: generation.createdAt.toISOString(),
              changedAt: generation.changedAt.toISOString(),
              private: generation.private,
              prompt: generation.prompt,
              model: generation.model,
              ratio: RATIO_CHOICES.find((ratio) => ratio === generation.ratio) ?? 'auto',
              tier: TIERS.find((tier) => tier === generation.tier) ?? null,
              n: generation.n,
              temperature: generation.temperature,
              references: (references.get(generation.id) ?? []).map(({ reference }) => reference),
              roles: (references.get(generation.id) ?? []).map(({ role }) => role),
              sentPrompt: generation.sentPrompt,
              kit: kitOf(generation, kitName),
              useCase: generation.useCase,
              matrix: generation.matrixId
                ? { id: generation.matrixId, cell: generation.matrixCell ?? [] }
                : null,
              images: pictures.flatMap((row) =>
                row.image ? [toImageDto(row.image, generation, row.attempts)] : [],
              ),
              estimatedPriceMicroUsd: generation.estimatedPriceMicroUsd,
              sandbox: generation.sandbox,
              deletedAt: generation.deletedAt?.toISOString() ?? null,
            } satisfies GenerationDto,
          ] as const,
      ),
    ),
  )
  return ids.flatMap((id) => dtos.get(id) ?? [])
}

function kitOf(
  { kitId, kitVersion }: Pick<typeof generations.$inferSelect, 'kitId' | 'kitVersion'>,
  name: string | null,
): KitRef | null {
  return kitId && kitVersion && name !== null ? { id: kitId, version: kitVersion, name } : null
}

/** A run, whoever's it is: for the studio itself. What a person asks for is found by `visibleGeneration`. */
export async function generationById(db: Db | Tx, id: string): Promise<GenerationDto | null> {
  return (await generationsByIds(db, [id]))[0] ?? null
}

/** A run that a person may see, or `null` as if there were none. */
export async function visibleGeneration(
  db: Db | Tx,
  viewer: Viewer,
  id: string,
): Promise<GenerationDto | null> {
  const generation = await generationById(db, id)
  return generation && maySeeRun(viewer, generation) ? generation : null
}

/** The visibility rule for a loaded run. */
export function maySeeRun(viewer: Viewer, { person, deletedAt, ...run }: GenerationDto): boolean {
  return maySee(viewer, { personId: person.id, private: run.private, deleted: deletedAt !== null })
}

/**
 * A page of a person's own runs, newest first: those that are not in the trash and still show a picture.
 *
 * @param params.wholeMatrices lets a page be longer, by the rest of the matrix that it would end within
 */
export async function feedPage(
  db: Db,
  viewer: Viewer,
  params: { cursor: Cursor | null; limit: number; wholeMatrices?: boolean },
): Promise<FeedPageDto> {
  const { cursor, limit } = params
  const place = sql`(${generations.createdAt}, ${generations.id})`
  const before = (row: Cursor) => sql`${place} < (${row.at.toISOString()}::timestamptz, ${row.id}::uuid)`
  const shown = sql`exists (select 1 from ${images} where ${images.generationId} = ${generations.id} and ${images.deletedAt} is null)`
  const runs = (within: SQL | undefined) =>
    db
      .select({ id: generations.id, at: generations.createdAt, matrixId: generations.matrixId })
      .from(generations)
      .where(and(eq(generations.personId, viewer.personId), isNull(generations.deletedAt), within, shown))
      .orderBy(sql`${generations.createdAt} desc`, sql`${generations.id} desc`)
  const rows = await runs(cursor ? before(cursor) : undefined).limit(limit + 1)
  const page = rows.slice(0, limit)
  const cut = page.at(-1)
  if (params.wholeMatrices && cut?.matrixId && cut.matrixId === rows[limit]?.matrixId) {
    const end = sql`select first.created_at, first.id from ${generations} as first where first.matrix_id = ${cut.matrixId} order by first.created_at, first.id limit 1`
    page.push(...(await runs(sql`${before(cut)} and ${place} >= (${end})`)))
  }
  const last = page.at(-1)
  return {
    items: await generationsByIds(
      db,
      page.map((row) => row.id),
    ),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
  }
}

/**
 * Runs that changed at or after a moment, oldest change first, at most `limit`; for streams that resume. `hidden` ones are
 * out of the person's sight since then: made private, or put in the trash.
 */
export async function changedSince(
  db: Db,
  viewer: Viewer,
  since: Date,
  limit: number,
): Promise<{ id: string; changedAt: Date; hidden: boolean }[]> {
  const visible = visibleTo(viewer)
  const trashed = and(eq(generations.private, false), gte(generations.deletedAt, since))
  const hidden = and(not(visible), or(gte(generations.hiddenAt, since), trashed))
  return db
    .select({
      id: generations.id,
      changedAt: generations.changedAt,
      hidden: sql<boolean>`not (${visible})`,
    })
    .from(generations)
    .where(and(gte(generations.changedAt, since), or(visible, hidden)))
    .orderBy(generations.changedAt)
    .limit(limit)
}

/** The run a person made under an id or an idempotency key, with the hash of its request. */
export async function findRequest(
  db: Db | Tx,
  params: { personId: string; id: string; idempotencyKeys: string[] },
): Promise<{ id: string; requestHash: string } | null> {
  const same = or(eq(generations.id, params.id), inArray(generations.idempotencyKey, params.idempotencyKeys))
  const [row] = await db
    .select({ id: generations.id, requestHash: generations.requestHash })
    .from(generations)
    .where(and(eq(generations.personId, params.personId), same))
  return row ?? null
}
