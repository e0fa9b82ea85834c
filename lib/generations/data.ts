import 'server-only'
import { and, desc, eq, gt, gte, inArray, isNull, not, or, sql } from 'drizzle-orm'
import { type Cursor, encodeCursor } from '#lib/cursor.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { attempts, generationReferences, generations, images, people } from '#lib/db/schema/schema.ts'
import { toImageDto } from '#lib/images/dto.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { referencesOf } from '#lib/references/data.ts'
import type { FeedPageDto, GenerationDto, RecentPromptDto } from './schema.ts'
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
      attempts: sql<number>`coalesce((select max(number) from ${attempts} where image_id = ${images.id}), 0)`,
      hasReferences: sql<boolean>`exists (select from ${generationReferences} where generation_id = ${generations.id})`,
    })
    .from(generations)
    .innerJoin(people, eq(people.id, generations.personId))
    .leftJoin(images, and(eq(images.generationId, generations.id), isNull(images.deletedAt)))
    .where(inArray(generations.id, ids))
    .orderBy(images.index)
  const referring = new Set(rows.filter((row) => row.hasReferences).map(({ generation }) => generation.id))
  const references = await referencesOf(db, [...referring])
  const runs = Map.groupBy(rows, ({ generation }) => generation.id)
  const dtos = new Map(
    runs.values().flatMap((pictures) =>
      pictures.slice(0, 1).map(
        ({ generation, person }) =>
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
              references: references.get(generation.id) ?? [],
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

/** A page of a person's own runs, newest first: those that are not in the trash and still show a picture. */
export async function feedPage(
  db: Db,
  viewer: Viewer,
  params: { cursor: Cursor | null; limit: number },
): Promise<FeedPageDto> {
  const { cursor, limit } = params
  const before = cursor
    ? sql`(${generations.createdAt}, ${generations.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : undefined
  const shown = sql`exists (select 1 from ${images} where ${images.generationId} = ${generations.id} and ${images.deletedAt} is null)`
  const rows = await db
    .select({ id: generations.id, at: generations.createdAt })
    .from(generations)
    .where(and(eq(generations.personId, viewer.personId), isNull(generations.deletedAt), before, shown))
    .orderBy(sql`${generations.createdAt} desc`, sql`${generations.id} desc`)
    .limit(limit + 1)
  const page = rows.slice(0, limit)
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

/** A person's prompts, each once, newest first. */
export async function recentPrompts(db: Db, personId: string, limit: number): Promise<RecentPromptDto[]> {
  // Looks at a bounded number of runs: distinct over a whole history would read all of it.
  const rows = await db
    .select({ prompt: generations.prompt, generationId: generations.id, createdAt: generations.createdAt })
    .from(generations)
    .where(and(eq(generations.personId, personId), gt(generations.createdAt, new Date(0))))
    .orderBy(desc(generations.createdAt), desc(generations.id))
    .limit(limit * 10)
  const seen = new Set<string>()
  return rows
    .filter((row) => !seen.has(row.prompt) && seen.add(row.prompt))
    .slice(0, limit)
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
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
