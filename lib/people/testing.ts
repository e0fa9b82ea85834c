import type { Db } from '#lib/db/client.ts'
import { loadEnv } from '#lib/env.ts'
import type { Change } from '#lib/events/bus.ts'
import { createLog } from '#lib/log.ts'
import type { Mailer } from '#lib/mail/mailer.ts'
import type { Job } from '#lib/queue/queue.ts'
import type { Studio } from '#lib/studio.ts'

interface PeopleStudio extends Pick<Studio, 'db' | 'env' | 'events' | 'queue' | 'log' | 'mailer' | 'now'> {
  /** What was announced so far. */
  announced: Change[]
  /** Jobs that were sent so far. */
  sent: Job[]
  /** Lets time pass. */
  wait(ms: number): void
}

/** What the services of people need, with a clock that stands still. */
export function peopleStudio(
  db: Db,
  options: { env?: Record<string, string>; mailer?: Mailer | null } = {},
): PeopleStudio {
  let now = new Date('2026-11-22T10:00:00.000Z')
  const announced: Change[] = []
  const sent: Job[] = []
  return {
    db,
    env: loadEnv(options.env ?? {}),
    mailer: options.mailer ?? null,
    log: createLog('fatal'),
    now: () => now,
    announced,
    sent,
    queue: {
      send: async (_, job) => {
        sent.push(job)
      },
      work: async () => undefined,
      stop: async () => undefined,
    },
    wait: (ms) => {
      now = new Date(now.getTime() + ms)
    },
    events: {
      announce: async (_, ...changes) => {
        announced.push(...changes)
      },
      subscribe: () => () => undefined,
      close: async () => undefined,
    },
  }
}
