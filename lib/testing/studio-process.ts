import 'server-only'
import { createInterface } from 'node:readline'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { loadEnv } from '#lib/env.ts'
import { generationById } from '#lib/generations/data.ts'
import { createGeneration } from '#lib/generations/service.ts'
import { cancelImage, redownloadImage, retryImage } from '#lib/images/service.ts'
import { openStudio } from '#lib/open-studio.ts'
import { startWorker } from '#lib/studio-worker.ts'
import type { Command } from './child.ts'

/*
 * A studio without its web server, in a process of its own that tests may kill: opens what the environment says, works
 * the queue, and obeys lines of JSON on its standard input. Each answer is a line of JSON on standard output.
 * `KILL_AT` names the step of the path at which it kills itself.
 */
const actor = { personId: OWNER_ID, role: 'owner', ip: null } as const
const studio = await openStudio(loadEnv(process.env))
const worker = await startWorker(studio, {
  pulse: { everyMs: 100, deadAfterMs: 1_000 },
  async onStep(step) {
    if (step === process.env.KILL_AT) process.kill(process.pid, 'SIGKILL')
  },
})

async function obey(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'create':
      return (await createGeneration(studio, actor, command.input, { source: 'studio' })).generation
    case 'read':
      return generationById(studio.db, command.id)
    case 'staged':
      return studio.blobs.staged()
    case 'retry':
      return retryImage(studio, actor, command.imageId, command.newId)
    case 'redownload':
      return redownloadImage(studio, actor, command.imageId)
    case 'cancel':
      return cancelImage(studio, actor, command.imageId)
    case 'drain':
      await worker.drain(command.graceMs)
      await studio.close()
      return 'drained'
  }
}

process.stdout.write('{"ready":true}\n')
for await (const line of createInterface({ input: process.stdin })) {
  const command: Command = JSON.parse(line)
  const answer = await obey(command).then(
    (value) => ({ value }),
    (error: unknown) => ({ error: String(error) }),
  )
  process.stdout.write(`${JSON.stringify({ answer })}\n`)
  if (command.do === 'drain') process.exit(0)
}
