import 'server-only'
import { readSetting } from '#lib/db/settings.ts'
import { getStudio } from '#lib/server.ts'

type State = 'ok' | 'failed'

/** Whether this process can do its work right now. Says what failed, never why: the log has the cause. */
export async function checkReady(): Promise<{ database: State; blobs: State }> {
  const studio = await getStudio('GET')
  const check = async (name: string, run: () => Promise<unknown>): Promise<State> => {
    try {
      await run()
      return 'ok'
    } catch (error) {
      studio.log.error({ err: error, check: name }, 'not ready')
      return 'failed'
    }
  }
  return {
    // Migrations ran before the studio opened; a table of theirs answering shows both.
    database: await check('database', () => readSetting(studio.db, 'signing-secret')),
    blobs: await check('blobs', () => studio.blobs.check()),
  }
}
