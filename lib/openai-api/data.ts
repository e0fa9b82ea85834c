import 'server-only'
import { and, desc, eq, gte } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'

/** What a program is told of one picture. */
export async function outcomesOf(db: Db, generationId: string) {
  return db
    .select({
      id: images.id,
      index: images.index,
      status: images.status,
      finishedAt: images.finishedAt,
      sha256: images.sha256,
      mime: images.mime,
      bytes: images.bytes,
      failureKind: images.failureKind,
      failureMessage: images.failureMessage,
      failureParam: images.failureParam,
      deletedAt: images.deletedAt,
    })
    .from(images)
    .where(eq(images.generationId, generationId))
    .orderBy(images.index)
}

export type Outcome = Awaited<ReturnType<typeof outcomesOf>>[number]

/** A person's run; `null` where there is none or it is somebody else's. */
export async function runOf(db: Db, params: { personId: string; id: string }) {
  const [run] = await db
    .select({ id: generations.id, createdAt: generations.createdAt })
    .from(generations)
    .where(and(eq(generations.id, params.id), eq(generations.personId, params.personId)))
  return run ?? null
}

export type Run = NonNullable<Awaited<ReturnType<typeof runOf>>>

/** The newest run that a person's programs asked for in the same words since a moment. */
export async function sameRequestSince(
  db: Db,
  params: { personId: string; requestHash: string; since: Date },
): Promise<string | null> {
  const [run] = await db
    .select({ id: generations.id })
    .from(generations)
    .where(
      and(
        eq(generations.personId, params.personId),
        eq(generations.source, 'api'),
        eq(generations.requestHash, params.requestHash),
        gte(generations.createdAt, params.since),
      ),
    )
    .orderBy(desc(generations.createdAt))
    .limit(1)
  return run?.id ?? null
}
