import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Program } from './program.ts'
import { OWNER } from './studio.ts'

/** Pictures of the seeded library that the team sees, and distinct files among them. */
const SEEDED_IMAGES = 3_000
const FILES = 30
const WAIT_MS = 150_000

const seededOf = (template: string) => `${template}-seeded`
const partOf = (template: string) => `${template}-seeded.part`

/**
 * The data folder of a studio that is not running, has the tests' owner and the library of `scripts/seed.ts`. Made once a
 * run, by the worker that asks first; to be copied.
 */
export async function seededFolder(): Promise<string> {
  const template = process.env.BUNCH_E2E_TEMPLATE
  if (template === undefined) throw new Error('the global set-up has left no data folder to begin with')
  const folder = seededOf(template)
  const part = partOf(template)
  for (const deadline = Date.now() + WAIT_MS; !existsSync(folder); await sleep(200)) {
    if (Date.now() > deadline) throw new Error(`another worker has not made ${folder} in ${WAIT_MS} ms`)
    if (!(await madeFolder(part))) continue
    // The other worker may have finished between the two looks.
    if (existsSync(folder)) {
      await rm(part, { recursive: true })
      break
    }
    try {
      await cp(template, part, { recursive: true })
      await seed(part)
      await rename(part, folder)
    } catch (error) {
      await rm(part, { recursive: true, force: true })
      throw error
    }
  }
  return folder
}

/** False where it was there: somebody else is at it. */
async function madeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function seed(dataDir: string): Promise<void> {
  const owner = ['--owner-email', OWNER.email, '--owner-password', OWNER.password]
  const size = ['--images', String(SEEDED_IMAGES), '--files', String(FILES)]
  const program = new Program(['scripts/seed.ts', ...size, ...owner], { BUNCH_DATA_DIR: dataDir })
  const code = await program.end()
  if (code !== 0) throw new Error(`the library could not be seeded (${code}):\n${program.output}`)
}

/** To be called when no worker runs any more. */
export async function removeSeeded(template: string): Promise<void> {
  await rm(seededOf(template), { recursive: true, force: true })
  await rm(partOf(template), { recursive: true, force: true })
}
