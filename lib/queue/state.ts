import 'server-only'
import { count, eq } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { images } from '#lib/db/schema/schema.ts'
import type { QueueStateDto } from '#lib/events/schema.ts'
import { gatewayPause } from '#lib/gateway/pause.ts'

const SHOWN = 200

/** Who waits, in the order they will start, and how many run. */
export async function queueState(db: Db): Promise<QueueStateDto> {
  // One by one: each finds its own partial index, where a list of both would read the whole table.
  const total = async (status: 'queued' | 'running') =>
    (await db.select({ total: count() }).from(images).where(eq(images.status, status)))[0]?.total ?? 0
  const waiting = await db
    .select({ id: images.id })
    .from(images)
    .where(eq(images.status, 'queued'))
    .orderBy(images.turn, images.queuedAt)
    .limit(SHOWN)
  return {
    running: await total('running'),
    queued: waiting.map((row) => row.id),
    queuedTotal: await total('queued'),
    paused: await gatewayPause(db),
  }
}
