import 'server-only'
import { and, asc, eq, inArray, isNotNull, isNull, max, min, sql } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { generationReferences, generations, images } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import { notHeld } from '#lib/images/held.data.ts'
import { wordsVector } from '#lib/library/words.data.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import { checkManages, type Viewer, visibleTo } from './visible.data.ts'

export type NewGeneration = Omit<typeof generations.$inferInsert, 'words'>

/** Inserts a generation unless its id or its idempotency key is taken. False where it was. */
export async function insertGeneration(tx: Tx, row: NewGeneration): Promise<boolean> {
  const inserted = await tx
    .insert(generations)
    .values({ ...row, words: wordsVector(row.prompt) })
    .onConflictDoNothing()
    .returning({ id: generations.id })
  return inserted.length === 1
}

export async function insertGenerationReferences(
  tx: Tx,
  generationId: string,
  referenceIds: readonly string[],
  roles: readonly (ReferenceRole | null)[] = [],
): Promise<void> {
  if (referenceIds.length === 0) return
  await tx.insert(generationReferences).values(
    referenceIds.map((referenceId, position) => ({
      generationId,
      position,
      referenceId,
      role: roles[position] ?? null,
    })),
  )
}

/**
 * The turn of a person's next picture (start-time fair queuing): after the person's own waiting ones, but never before
 * the turn now being served, so that nobody waits behind another's fifty pictures and nobody saves up turns.
 */
export async function nextTurn(tx: Tx, personId: string): Promise<number> {
  // Two reads, so that each finds its own partial index; one of both states would read the whole table.
  const [waiting] = await tx
    .select({
      mine: sql<number | null>`max(${images.turn}) filter (where ${images.personId} = ${personId})`,
      head: min(images.turn),
    })
    .from(images)
    .where(and(eq(images.status, 'queued'), notHeld()))
  if (waiting && waiting.mine !== null) return waiting.mine + 1
  if (waiting && waiting.head !== null) return waiting.head
  const [running] = await tx
    .select({ served: max(images.turn) })
    .from(images)
    .where(eq(images.status, 'running'))
  return running?.served ?? 0
}

export interface NewImage {
  id: string
  generationId: string
  personId: string
  index: number
  turn: number
  queuedAt: Date
}

export async function insertQueuedImages(tx: Tx, rows: NewImage[]): Promise<void> {
  await tx.insert(images).values(rows.map((row) => ({ ...row, status: 'queued' as const })))
}

/**
 * Moves `changedAt`, from which the event stream replays. Called by whoever changes a run or one of its pictures.
 *
 * @returns the run
 */
export async function touchGeneration(
  tx: Tx,
  id: string,
  now: Date,
): Promise<typeof generations.$inferSelect> {
  const [row] = await tx.update(generations).set({ changedAt: now }).where(eq(generations.id, id)).returning()
  if (!row) throw new Error(`a change of a generation that does not exist: ${id}`)
  return row
}

/** `touchGeneration` for many, in one order for everybody: two acts on the same runs come one after the other. */
export async function touchGenerations(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const those = inArray(generations.id, [...ids])
  await tx
    .select({ id: generations.id })
    .from(generations)
    .where(those)
    .orderBy(asc(generations.id))
    .for('update')
  await tx.update(generations).set({ changedAt: now }).where(those)
}

/**
 * Locks a run for a change that a person asked for, and before it its pictures: whoever finishes or marks one changes first it
 * and then its run. Each of the two acts must see what the other did, or the gallery's row of a picture would be of before
 * either.
 *
 * @param others who may do this to a run beside its maker
 * @throws AppError `not_found` where they may not see it, `forbidden` where they see it and it is not theirs to change
 */
export async function lockManagedGeneration(
  tx: Tx,
  actor: Viewer,
  id: string,
  others: 'nobody' | 'admins',
): Promise<typeof generations.$inferSelect> {
  const seen = and(eq(generations.id, id), visibleTo(actor))
  await tx
    .select({ id: images.id })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(seen)
    .orderBy(asc(images.id))
    .for('no key update', { of: images })
  const [row] = await tx.select().from(generations).where(seen).for('update')
  if (!row) throw new AppError('not_found')
  checkManages(actor, row.personId, others)
  return row
}

/** Hides a run from everybody but its maker, or shows it to the team. */
export async function setGenerationPrivate(
  tx: Tx,
  params: { id: string; private: boolean; now: Date },
): Promise<void> {
  const { now } = params
  await tx
    .update(generations)
    .set({ private: params.private, hiddenAt: params.private ? now : null, changedAt: now })
    .where(eq(generations.id, params.id))
}

/** Puts a run in the trash, or takes it back. False where it was there already. */
export async function setGenerationDeleted(
  tx: Tx,
  params: { id: string; deletedAt: Date | null; now: Date },
): Promise<boolean> {
  const moved = await tx
    .update(generations)
    .set({ deletedAt: params.deletedAt, changedAt: params.now })
    .where(
      and(
        eq(generations.id, params.id),
        params.deletedAt ? isNull(generations.deletedAt) : isNotNull(generations.deletedAt),
      ),
    )
    .returning({ id: generations.id })
  return moved.length === 1
}

/** Reference ids of a run in the order the model sees them. */
export async function referenceIdsOf(tx: Tx, generationId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: generationReferences.referenceId })
    .from(generationReferences)
    .where(eq(generationReferences.generationId, generationId))
    .orderBy(asc(generationReferences.position))
  return rows.map((row) => row.id)
}
