/** Studios with a large library, for the benches of the gallery. */
import { startPostgres } from '#lib/db/testing-server.ts'
import { Program } from '../e2e/program.ts'
import { OWNER, Studio } from '../e2e/studio.ts'
import { ensureBuild } from '../scripts/build.ts'

export const DATABASES = ['embedded', 'PostgreSQL'] as const
export type DatabaseKind = (typeof DATABASES)[number]

interface Seeded {
  images: number
  /** A data folder that `scripts/seed.ts` has filled for the tests' owner, to be copied instead of made. */
  dataDir?: string | undefined
  /** A server whose database it has filled so. */
  databaseUrl?: string | undefined
}

/**
 * A production studio with the library of `scripts/seed.ts`, running, with the owner of the tests. Made afresh it takes
 * minutes.
 */
export async function startSeeded(
  kind: DatabaseKind,
  { images, dataDir, databaseUrl }: Seeded,
): Promise<{ studio: Studio; stop(): Promise<void> }> {
  await ensureBuild()
  const there = kind === 'embedded' ? dataDir !== undefined : databaseUrl !== undefined
  const postgres = kind === 'PostgreSQL' && !there ? await startPostgres() : null
  const url = kind === 'PostgreSQL' ? (postgres?.url ?? databaseUrl) : undefined
  const env: Record<string, string> = {
    BUNCH_LOG_LEVEL: 'error',
    ...(url !== undefined && { DATABASE_URL: url }),
  }
  const from = kind === 'embedded' && dataDir !== undefined ? { dataDir } : 'empty'
  const studio = await Studio.create(env, from)
  const stop = async () => {
    await studio.remove()
    await postgres?.stop()
  }
  try {
    if (there) {
      await studio.start()
      return { studio, stop }
    }
    const owner = ['--owner-email', OWNER.email, '--owner-password', OWNER.password]
    const seed = new Program(['scripts/seed.ts', '--images', String(images), ...owner], {
      ...env,
      BUNCH_DATA_DIR: studio.dataDir,
    })
    const code = await seed.end()
    if (code !== 0) throw new Error(`the library could not be made (${code}):\n${seed.output}`)
    await studio.start()
    return { studio, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
