import 'server-only'
import { count, eq, inArray } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { images } from '#lib/db/schema/schema.ts'
import type { QueueStateDto } from '#lib/events/schema.ts'
import { gatewayPause } from '#lib/gateway/pause.ts'

const SHOWN = 200

/** Who waits, in the order they will start, and how many run. */
export async function queueState(db: Db): Promise<QueueStateDto> {
  const counts = await db
    .select({ status: images.status, total: count() })
    .from(images)
    .where(inArray(images.status, ['queued', 'running']))
    .groupBy(images.status)
  const waiting = await db
    .select({ id: images.id })
    .from(images)
    .where(eq(images.status, 'queued'))
    .orderBy(images.turn, images.queuedAt)
    .limit(SHOWN)
  const total = (status: 'queued' | 'running') => counts.find((row) => row.status === status)?.total ?? 0
  return {
    running: total('running'),
    queued: waiting.map((row) => row.id),
    queuedTotal: total('queued'),
    paused: await gatewayPause(db),
  }
}
