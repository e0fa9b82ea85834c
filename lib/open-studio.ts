import 'server-only'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ensureOwner } from '#lib/accounts/mutations.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import { forgetOthers } from '#lib/db/instances.ts'
import { maintain } from '#lib/db/maintain.ts'
import { migrate } from '#lib/db/migrate.ts'
import { openDatabase } from '#lib/db/open.ts'
import { settingOnce } from '#lib/db/settings.ts'
import type { Env } from '#lib/env.ts'
import { createEventBus } from '#lib/events/pg-bus.ts'
import { createGateway } from '#lib/gateway/registry.ts'
import { createSandboxGateway } from '#lib/gateway/sandbox/gateway.ts'
import { createLog } from '#lib/log.ts'
import { createMailer } from '#lib/mail/mailer.ts'
import { createQueue } from '#lib/queue/pg-boss.ts'
import type { Studio } from '#lib/studio.ts'

export interface OpenStudio extends Studio {
  /** Housekeeping of the database, to be called every now and then. */
  maintain(): Promise<void>
  /** Closes what was opened. The worker is drained before. */
  close(): Promise<void>
}

/**
 * Opens everything a studio process needs: database (migrated), files, queue, events, gateway. Starts no work.
 *
 * @throws DataFolderLockedError where another process has the data folder
 */
export async function openStudio(env: Env): Promise<OpenStudio> {
  const log = createLog(env.BUNCH_LOG_LEVEL)
  const database = await openDatabase({ databaseUrl: env.DATABASE_URL, dataDir: env.BUNCH_DATA_DIR, log })
  try {
    await migrate(database)
    const { db } = database
    const instanceId = crypto.randomUUID()
    if (database.kind === 'pglite') await forgetOthers(db, instanceId)
    await ensureOwner(db)
    const secret = await settingOnce(db, 'signing-secret', randomBytes(32).toString('base64url'))
    if (typeof secret !== 'string') throw new Error('the setting “signing-secret” is not a text')
    const blobs = await openDiskBlobStore(join(env.BUNCH_DATA_DIR, 'blobs'))
    const events = await createEventBus({ database, log })
    const queue = await createQueue({ database, log })
    return {
      env,
      db,
      blobs,
      queue,
      events,
      gateway: createGateway(env, createSandboxGateway()),
      mailer: createMailer(env),
      log,
      instanceId,
      now: () => new Date(),
      signingSecret: Buffer.from(secret, 'base64url'),
      maintain: () => maintain(database),
      async close() {
        await events.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
