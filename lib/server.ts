import 'server-only'
import type { Studio } from '#lib/studio.ts'

export type Phase = 'starting' | 'ready' | 'draining' | 'failed'

interface Running {
  phase: Phase
  studio: Promise<Studio>
}

// Next evaluates modules once for instrumentation and once for routes: the studio lives on `globalThis`.
const holder = globalThis as typeof globalThis & { bunch?: Running }

/** The process's phase, for health checks; never waits. */
export function phase(): Phase {
  return holder.bunch?.phase ?? 'starting'
}

/** Takes over the studio while it opens; called once, by `instrumentation.ts`. */
export function holdStudio(studio: Promise<Studio>): Running {
  const running: Running = { phase: 'starting', studio }
  holder.bunch = running
  return running
}

/** The open studio; waits while the process starts. Rejects where it could not start. */
export async function getStudio(): Promise<Studio> {
  if (!holder.bunch) throw new Error('the studio was not started: instrumentation.ts has not run')
  return holder.bunch.studio
}
