import 'server-only'
import { AppError } from '#lib/errors.ts'
import type { Studio } from '#lib/studio.ts'

export type Phase = 'starting' | 'ready' | 'draining' | 'failed'

interface Running {
  phase: Phase
  studio: Promise<Studio>
  /** Ends long answers (event streams) when the process drains: they would never end by themselves. */
  draining: AbortController
}

// Next evaluates modules once for instrumentation and once for routes: the studio lives on `globalThis`.
const holder = globalThis as typeof globalThis & { bunch?: Running }

/** The process's phase, for health checks; never waits. */
export function phase(): Phase {
  return holder.bunch?.phase ?? 'starting'
}

/** Aborts when the process drains. */
export function drainSignal(): AbortSignal {
  return running().draining.signal
}

/** Takes over the studio while it opens; called once, by `lib/run.ts`. */
export function holdStudio(studio: Promise<Studio>): Running {
  holder.bunch = { phase: 'starting', studio, draining: new AbortController() }
  return holder.bunch
}

function running(): Running {
  if (!holder.bunch) throw new Error('the studio was not started: instrumentation.ts has not run')
  return holder.bunch
}

/**
 * The open studio for a request of this method; waits while the process starts. A draining process still shows what
 * there is for as long as it finishes its calls, and accepts nothing new.
 *
 * @throws AppError `draining` for writes once the process stops
 */
export async function getStudio(method: string): Promise<Studio> {
  const { phase: now, studio } = running()
  if (now === 'draining' && method !== 'GET' && method !== 'HEAD') throw new AppError('draining')
  return studio
}
