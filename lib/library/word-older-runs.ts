import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { drainSignal } from '#lib/server.ts'
import type { Studio } from '#lib/studio.ts'
import { storeMissingWords } from './words.mutations.ts'

const BATCH = 50
/** Between batches, so that people's own statements come first. */
const PAUSE_MS = 50

/** Lets runs from before there was a search be found, a few at a time until there are none or the process drains. */
export async function wordOlderRuns(studio: Pick<Studio, 'db' | 'log'>): Promise<void> {
  let stored = 0
  for (;;) {
    const found = await storeMissingWords(studio.db, BATCH)
    stored += found
    if (found === 0 || drainSignal().aborted) break
    await sleep(PAUSE_MS, undefined, { ref: false })
  }
  if (stored > 0) studio.log.info({ runs: stored }, 'older runs are in the search')
}
