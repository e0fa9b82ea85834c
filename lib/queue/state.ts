import 'server-only'
import { and, count, eq, type SQL } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'
import type { QueueStateDto } from '#lib/events/schema.ts'
import { gatewayPause } from '#lib/gateway/pause.ts'
import { maySee, type Viewer } from '#lib/generations/visible.data.ts'
import { notHeld } from '#lib/images/held.data.ts'

const SHOWN = 200

/** The whole line: whose the waiting pictures are, and which of them others may know of. */
export interface QueueState extends Omit<QueueStateDto, 'queued'> {
  waiting: { id: string; personId: string; private: boolean; deleted: boolean }[]
}

/** Who waits, in the order they will start, and how many run. Of all people: `queueFor` says what one of them is told. */
export async function queueState(db: Db): Promise<QueueState> {
  // One by one: each finds its own partial index, where a list of both would read the whole table.
  const total = async (which: SQL | undefined) =>
    (await db.select({ total: count() }).from(images).where(which))[0]?.total ?? 0
  const queued = and(eq(images.status, 'queued'), notHeld())
  const waiting = await db
    .select({
      id: images.id,
      personId: images.personId,
      private: generations.private,
      deletedAt: generations.deletedAt,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .where(queued)
    .orderBy(images.turn, images.queuedAt)
    .limit(SHOWN)
  return {
    running: await total(eq(images.status, 'running')),
    waiting: waiting.map(({ deletedAt, ...row }) => ({ ...row, deleted: deletedAt !== null })),
    queuedTotal: await total(queued),
    paused: await gatewayPause(db),
  }
}

/** The line as a person may know it: its length is everybody's, its pictures are not. */
export function queueFor(viewer: Viewer, { waiting, ...state }: QueueState): QueueStateDto {
  return { ...state, queued: waiting.map((row) => (maySee(viewer, row) ? row.id : null)) }
}
