import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { setPassword } from '#lib/accounts/credentials.mutations.ts'
import { claimOwner, ensureOwner, OWNER_ID } from '#lib/accounts/mutations.ts'
import { openDiskBlobStore } from '#lib/blob-store/disk.ts'
import type { Db } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { openDatabase } from '#lib/db/open.ts'
import {
  attempts,
  boardImages,
  boards,
  credentials,
  favourites,
  generationReferences,
  generations,
  imageLooks,
  images,
  kits,
  kitVersions,
  people,
  references,
  savedPrompts,
  savedSearches,
} from '#lib/db/schema/schema.ts'
import type { Env } from '#lib/env.ts'
import { createRandom } from '#lib/gateway/sandbox/art/random.ts'
import { createLog } from '#lib/log.ts'
import type { Studio } from '#lib/studio.ts'
import type { Batch } from './batch.ts'
import { workingTimes } from './calendar.ts'
import { Collections, keptWords } from './collections.ts'
import { makeFiles } from './files.ts'
import { makeKits } from './kits.ts'
import { planRuns } from './plan.ts'
import { insertRows } from './rows.ts'
import { RunMaker } from './runs.ts'
import { makeTeam } from './team.ts'

const DAY_MS = 86_400_000
/** Runs of one transaction. */
const RUNS_A_BATCH = 500

export interface LibraryParams {
  /** Pictures that succeed and are not in the trash. */
  images: number
  /** Distinct originals among them. */
  files: number
  days: number
  /** The last moment of the library. */
  until: Date
  /** The same one makes the same library. */
  seed: string
  /** Of the password with which its people sign in; `null` for nobody. */
  passwordHash: string | null
  onProgress: (what: 'files' | 'pictures', done: number, of: number) => void
}

/**
 * Opens what a library is kept in, migrated. No gateway, no queue: nothing here can be sent or paid.
 *
 * @throws DataFolderLockedError where the studio runs
 */
export async function openSeedStudio(env: Pick<Env, 'DATABASE_URL' | 'BUNCH_DATA_DIR'>) {
  const database = await openDatabase({
    databaseUrl: env.DATABASE_URL,
    dataDir: env.BUNCH_DATA_DIR,
    log: createLog('warn'),
  })
  try {
    await migrate(database)
    await ensureOwner(database.db)
    const blobs = await openDiskBlobStore(join(env.BUNCH_DATA_DIR, 'blobs'))
    return { db: database.db, blobs, close: () => database.close() }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Gives the owner an account; false where they have one. */
export async function makeOwner(db: Db, owner: { email: string; passwordHash: string }): Promise<boolean> {
  const now = new Date()
  return db.transaction(async (tx) => {
    const [name = owner.email] = owner.email.split('@')
    if (!(await claimOwner(tx, { name, email: owner.email.toLowerCase(), now }))) return false
    await setPassword(tx, { personId: OWNER_ID, password: owner.passwordHash, now })
    return true
  })
}

/** How many pictures a studio has, whatever became of them. */
export async function countImages(db: Db): Promise<number> {
  return db.$count(images)
}

/** Fills a studio with people, pictures, boards, kits and marks, as a team leaves them after a while. */
export async function seedLibrary(
  { db, blobs }: Pick<Studio, 'db' | 'blobs'>,
  params: LibraryParams,
): Promise<void> {
  const { until, seed, passwordHash, onProgress } = params
  const since = new Date(until.getTime() - params.days * DAY_MS)
  const files = await makeFiles(blobs, params.files, seed, (done) => onProgress('files', done, params.files))

  const random = createRandom(seed)
  const team = makeTeam({ since, until, passwordHash, random: random.fork('team') })
  const { made: kitsMade, rows: kitRows } = makeKits(team.makers, files, since, random.fork('kits'))
  const collections = new Collections(team.makers, since, until, random.fork('boards'))
  const kept = keptWords(team.makers, since, random.fork('kept'))
  await db.transaction(async (tx) => {
    await insertRows(tx, people, team.people)
    await insertRows(tx, credentials, team.credentials)
    await insertRows(tx, references, kitRows.references)
    await insertRows(tx, kits, kitRows.kits)
    await insertRows(tx, kitVersions, kitRows.versions)
    await insertRows(
      tx,
      boards,
      collections.boards.map(({ row }) => row),
    )
    await insertRows(tx, savedSearches, kept.searches)
    await insertRows(tx, savedPrompts, kept.prompts)
  })

  const plan = planRuns(params.images, random.fork('plan'))
  const times = workingTimes(plan.length, params.days, until, random.fork('times'))
  const maker = new RunMaker({ makers: team.makers, files, kits: kitsMade, random: random.fork('runs') })
  for (let from = 0, done = 0; from < plan.length; from += RUNS_A_BATCH) {
    plan.slice(from, from + RUNS_A_BATCH).forEach((outcomes, index) => {
      maker.add(times[from + index] ?? until, outcomes, until)
    })
    const batch = maker.take()
    await insertBatch(db, batch, collections.collect(batch.made, until))
    done += batch.made.length
    onProgress('pictures', done, params.images)
  }
  // The planner must know what is there before the first page is asked for.
  await db.execute(sql`vacuum (analyze)`)
}

async function insertBatch(
  db: Db,
  batch: Batch,
  collected: ReturnType<Collections['collect']>,
): Promise<void> {
  await db.transaction(async (tx) => {
    // Nothing of it is promised to anybody before the script says that it is done.
    await tx.execute(sql`set local synchronous_commit = off`)
    // The library's trigger does the same for one row at a time, which takes three times as long as all the rest.
    await tx.execute(sql`alter table ${images} disable trigger library_new_image`)
    await insertRows(tx, references, batch.references)
    await insertRows(tx, generations, batch.generations)
    await insertRows(tx, generationReferences, batch.generationReferences)
    await insertRows(tx, images, batch.images)
    const ids = sql.param(batch.images.map(({ id }) => id))
    await tx.execute(sql`select refresh_library(${ids}::uuid[])`)
    await tx.execute(sql`alter table ${images} enable trigger library_new_image`)
    await insertRows(tx, imageLooks, batch.looks)
    await insertRows(tx, attempts, batch.attempts)
    await insertRows(tx, boardImages, collected.onBoards)
    await insertRows(tx, favourites, collected.hearts)
  })
}
