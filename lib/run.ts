import 'server-only'
import { sweepSessions } from '#lib/accounts/session.mutations.ts'
import { tendGate } from '#lib/accounts/set-up.ts'
import { answersSent } from '#lib/answers.ts'
import { sweepAttempts } from '#lib/db/rate-limits.ts'
import { readSetting } from '#lib/db/settings.ts'
import { loadEnv } from '#lib/env.ts'
import { createHub } from '#lib/events/hub.ts'
import { lookAtOlderPictures } from '#lib/library/look-at-older-pictures.ts'
import { wordOlderRuns } from '#lib/library/word-older-runs.ts'
import { type OpenStudio, openStudio } from '#lib/open-studio.ts'
import { holdStudio, phase } from '#lib/server.ts'
import { startWorker, type Worker } from '#lib/studio-worker.ts'

/** For so long a process that stops goes on sending what it has begun to answer. */
const ANSWERS_MS = 5_000

/**
 * Opens the studio in this process and keeps it until SIGTERM or SIGINT: then no new calls are made, running ones finish
 * within the grace period, and the process exits with 0. A studio that cannot open ends the process with 1 and says why.
 */
export function runStudio(): void {
  const opening = open()
  const running = holdStudio(opening.then(({ studio }) => studio))
  opening.then(
    () => {
      running.phase = 'ready'
    },
    (error: unknown) => {
      running.phase = 'failed'
      process.stderr.write(`Bunch cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
      process.exit(1)
    },
  )

  const stop = async () => {
    if (running.phase === 'draining') return
    running.phase = 'draining'
    running.draining.abort()
    try {
      const { studio, worker } = await opening
      await worker.drain(studio.env.BUNCH_DRAIN * 1000)
      // Whoever waits for the last pictures learns of them only now.
      await answersSent(ANSWERS_MS)
      await studio.close()
      process.exit(0)
    } catch (error) {
      process.stderr.write(
        `Bunch did not stop cleanly: ${error instanceof Error ? error.stack : String(error)}\n`,
      )
      process.exit(1)
    }
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function open(): Promise<{ studio: OpenStudio; worker: Worker }> {
  const studio = await openStudio(loadEnv(process.env))
  await tendGate(studio)
  const worker = await startWorker(studio)
  createHub(studio)
  scheduleMaintenance(studio)
  wordOlderRuns(studio).catch((error: unknown) => {
    studio.log.error({ err: error }, 'the words of older runs are not all stored; the next start goes on')
  })
  lookAtOlderPictures(studio).catch((error: unknown) => {
    studio.log.error({ err: error }, 'the looks of older pictures are not all stored; the next start goes on')
  })
  if (studio.env.DATABASE_URL === undefined) watchEmbeddedDatabase(studio)
  return { studio, worker }
}

/** The embedded database neither vacuums nor analyzes by itself. */
const MAINTAIN_EVERY_MS = 60 * 60_000

function scheduleMaintenance(studio: OpenStudio): void {
  const maintain = async () => {
    try {
      await sweepSessions(studio.db, studio.now())
      await sweepAttempts(studio.db, studio.now().getTime())
      await studio.maintain()
    } catch (error) {
      studio.log.error({ err: error }, 'maintenance failed')
    }
  }
  setInterval(maintain, MAINTAIN_EVERY_MS).unref()
}

const LOOK_EVERY_MS = 10_000
const LOOKS_IN_VAIN = 3

/**
 * An embedded database that has panicked answers nothing for as long as this process lives: ending it lets whoever
 * supervises it start a new one, which finds everything that was committed. (A PostgreSQL server may come back.)
 */
function watchEmbeddedDatabase(studio: OpenStudio): void {
  let inVain = 0
  setInterval(async () => {
    try {
      await readSetting(studio.db, 'signing-secret')
      inVain = 0
    } catch (error) {
      inVain += 1
      studio.log.error({ err: error, inVain }, 'the embedded database does not answer')
      if (inVain < LOOKS_IN_VAIN || phase() === 'draining') return
      process.stderr.write(
        'Bunch stops: its embedded database has failed. Start it again; what was stored is kept.\n',
      )
      process.exit(1)
    }
  }, LOOK_EVERY_MS).unref()
}
