import 'server-only'
import type { Role } from '#lib/accounts/schema.ts'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import type { Db } from '#lib/db/client.ts'
import type { Env } from '#lib/env.ts'
import type { EventBus } from '#lib/events/bus.ts'
import type { GatewayAdapter } from '#lib/gateway/adapter.ts'
import type { Log } from '#lib/log.ts'
import type { Mailer } from '#lib/mail/mailer.ts'
import type { Queue } from '#lib/queue/queue.ts'

/** Who acts, as every read and write is told. */
export interface Actor {
  personId: string
  role: Role
  /** Where the request came from, for the audit log; `null` for the studio itself. */
  ip: string | null
}

/** Everything a service needs, passed in whole or in part: nothing reads the environment or a global by itself. */
export interface Studio {
  env: Env
  db: Db
  blobs: BlobStore
  queue: Queue
  events: EventBus
  gateway: {
    /** Recorded on every attempt. */
    id: 'images-api' | 'sandbox'
    adapter: GatewayAdapter
  }
  /** `null` where no mail server is set up. */
  mailer: Mailer | null
  log: Log
  /** This server process; see the `instances` table. */
  instanceId: string
  now: () => Date
  /** Signs links to our copies; kept in the `settings` table. */
  signingSecret: Uint8Array
}
