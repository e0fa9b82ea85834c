import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { Change } from '#lib/events/bus.ts'
import type { Studio } from '#lib/studio.ts'
import { touchGenerations } from './mutations.ts'

/** With more runs than this in one act browsers fetch afresh, which is less than the state of each. */
const TOLD_ONE_BY_ONE = 40

/** Moves `changedAt` of runs of which pictures changed, and tells everybody who may see them: once for each run. */
export async function announceRuns(
  studio: Pick<Studio, 'events' | 'now'>,
  tx: Tx,
  generationIds: readonly string[],
  ...more: Change[]
): Promise<void> {
  const ids = [...new Set(generationIds)]
  if (ids.length === 0) return
  await touchGenerations(tx, ids, studio.now())
  const changes: Change[] =
    ids.length > TOLD_ONE_BY_ONE ? [{ type: 'many' }] : ids.map((id) => ({ type: 'generation', id }))
  await studio.events.announce(tx, ...changes, ...more)
}
