import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { lockWaiting } from '#lib/images/held.data.ts'
import { setTurn } from '#lib/images/mutations.ts'
import type { Studio } from '#lib/studio.ts'
import { nextTurn } from './mutations.ts'

/**
 * Puts waiting pictures that were held back in line, at the end of their makers' own, and sends their jobs: those they had
 * were used up while they were held. To be called in the transaction that ends what held them, before it does: a held
 * picture has no turn that others are measured by.
 */
export async function releaseHeld(
  studio: Pick<Studio, 'queue' | 'now'>,
  tx: Tx,
  of: Parameters<typeof lockWaiting>[1],
): Promise<void> {
  const now = studio.now()
  const turns = new Map<string, number>()
  for (const { id, personId, notBefore } of await lockWaiting(tx, of)) {
    const turn = turns.get(personId) ?? (await nextTurn(tx, personId))
    turns.set(personId, turn + 1)
    await setTurn(tx, id, { turn, queuedAt: now })
    const startAfter = notBefore && notBefore > now ? { startAfter: notBefore } : {}
    await studio.queue.send(tx, { kind: 'generate-image', imageId: id }, { turn, ...startAfter })
  }
}
