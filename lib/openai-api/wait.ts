import 'server-only'
import { gatewayPause } from '#lib/gateway/pause.ts'
import type { Studio } from '#lib/studio.ts'
import { isLive } from './answer.ts'
import { type Outcome, outcomesOf } from './data.ts'

export type WaitEnd =
  /** Nothing more will happen by itself. */
  | 'ended'
  /** The gateway refused the key or the account: what waits will not start until somebody resumes. */
  | 'paused'
  /** The caller went away, or the process stops before anything of the run has started. It goes on without the caller. */
  | 'stopped'

/** Announcements come at once; this only makes up for one that was lost, and notices a pause. */
const CHECK_EVERY_MS = 5_000

/**
 * Waits until no picture of a run is waiting or running, woken by the studio's own announcements. A process that drains
 * still finishes the calls it is making, and their pictures are worth waiting for; what has not started will not.
 */
export async function waitForRun(
  studio: Pick<Studio, 'db' | 'events'>,
  generationId: string,
  signals: { gone: AbortSignal; draining: AbortSignal },
): Promise<{ end: WaitEnd; outcomes: Outcome[] }> {
  let wake = () => {}
  let changed = false
  const noteChange = () => {
    changed = true
    wake()
  }
  const unsubscribe = studio.events.subscribe((change) => {
    const mayBeOver = change.type === 'generation' && change.id === generationId && !change.passing
    if (change.type === 'resync' || mayBeOver) noteChange()
  })
  const { gone, draining } = signals
  gone.addEventListener('abort', noteChange)
  draining.addEventListener('abort', noteChange)
  try {
    for (;;) {
      changed = false
      const outcomes = await outcomesOf(studio.db, generationId)
      if (!outcomes.some(isLive)) return { end: 'ended', outcomes }
      const running = outcomes.some(({ status }) => status === 'running')
      if (gone.aborted || (draining.aborted && !running)) return { end: 'stopped', outcomes }
      if (!running && (await gatewayPause(studio.db))) return { end: 'paused', outcomes }
      if (changed) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, CHECK_EVERY_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    unsubscribe()
    gone.removeEventListener('abort', noteChange)
    draining.removeEventListener('abort', noteChange)
  }
}
