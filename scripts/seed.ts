// Fills a studio with a library as a team leaves it after two years: for benches, for tests, and for looking at the
// gallery before there are pictures of one's own. Nothing is sent to a gateway, and nothing is paid.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { parseArgs } from 'node:util'

const HELP = `npm run seed -- --images 100000
  --images <n>           pictures to make (default 1000)
  --files <n>            distinct files among them (default: one in 25, at least 40, at most 300)
  --days <n>             how far back they go (default 730)
  --until <date>         the last day (default: now)
  --seed-number <n>      the same number and --until make the same library (default 1)
  --owner-email <e>      makes the owner's account where there is none, so that one can sign in at once;
  --owner-password <p>   the library's people get the same password
  --add                  also where the studio has pictures already
The studio is the one of .env and the environment (BUNCH_DATA_DIR, DATABASE_URL); it must not be running on that folder.`

const wholeNumber = (name: string, value: string, most: number): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new UsageError(`--${name} ${value}: a whole number, 1 to ${most}`)
}

/** Something the person can mend. */
class UsageError extends Error {
  override name = 'UsageError'
}

function options() {
  const { values } = parseArgs({
    options: {
      images: { type: 'string', default: '1000' },
      files: { type: 'string' },
      days: { type: 'string', default: '730' },
      until: { type: 'string' },
      'seed-number': { type: 'string', default: '1' },
      'owner-email': { type: 'string' },
      'owner-password': { type: 'string' },
      add: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const images = wholeNumber('images', values.images, 1_000_000)
  const until = values.until === undefined ? new Date() : new Date(values.until)
  if (Number.isNaN(until.getTime())) throw new UsageError(`--until ${values.until}: a date, as 2026-11-01`)
  if ((values['owner-email'] === undefined) !== (values['owner-password'] === undefined)) {
    throw new UsageError('--owner-email and --owner-password belong together')
  }
  const usual = Math.max(40, Math.min(300, Math.ceil(images / 25)))
  return {
    help: values.help,
    images,
    files: values.files === undefined ? usual : wholeNumber('files', values.files, 10_000),
    days: wholeNumber('days', values.days, 10_000),
    until,
    seedNumber: wholeNumber('seed-number', values['seed-number'], 2 ** 31),
    email: values['owner-email'],
    password: values['owner-password'],
    add: values.add,
  }
}

async function seed(): Promise<void> {
  const chosen = options()
  if (chosen.help) {
    console.log(HELP)
    return
  }
  if (existsSync('.env')) process.loadEnvFile('.env')

  // `server-only` throws outside of Next's server bundle.
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'server-only'
        ? next('./node_modules/server-only/empty.js', { ...context, parentURL: import.meta.resolve('../') })
        : next(specifier, context),
  })
  const { loadEnv } = await import('#lib/env.ts')
  const { checkPassword, hashPassword } = await import('#lib/accounts/password.ts')
  const { openSeedStudio, countImages, makeOwner, seedLibrary } = await import('./seed/library.ts')
  const { noteOlderLooks } = await import('#lib/library/look.mutations.ts')

  const started = performance.now()
  const { email, password } = chosen
  if (password !== undefined) {
    await checkPassword(password, { email }).catch((cause: Error) => {
      throw new UsageError(`--owner-password: ${cause.message.replaceAll('_', ' ')}`, { cause })
    })
  }
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const studio = await openSeedStudio(loadEnv(process.env))
  try {
    const before = await countImages(studio.db)
    if (before > 0 && !chosen.add) {
      throw new UsageError(`This studio has ${before} pictures already; add to them with --add.`)
    }
    if (
      email !== undefined &&
      passwordHash !== null &&
      !(await makeOwner(studio.db, { email, passwordHash }))
    ) {
      console.log('  The studio has an owner already, who stays as they are.')
    }
    await seedLibrary(studio, {
      ...chosen,
      seed: `${chosen.seedNumber}/${before}`,
      passwordHash,
      onProgress: progress,
    })
    // All that are there come with theirs.
    if (before === 0) await noteOlderLooks(studio.db)
  } finally {
    await studio.close()
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`${chosen.images} pictures are there, after ${seconds} s.`)
  if (email !== undefined) console.log(`Sign in as ${email}.`)
}

let told = 0
function progress(what: string, done: number, of: number): void {
  if (done < of && performance.now() - told < 2_000) return
  told = performance.now()
  console.log(`  ${what}: ${done} of ${of}`)
}

/** Errors whose message says what to do; anything else is a fault, with its stack. */
const MENDABLE = ['UsageError', 'EnvError', 'DataFolderLockedError']

const isMendable = (error: unknown): error is Error =>
  error instanceof Error &&
  (MENDABLE.includes(error.name) ||
    // An option that there is not, or one without its value.
    ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))

try {
  await seed()
} catch (error) {
  console.error(isMendable(error) ? `\n${error.message}\n` : error)
  process.exitCode = 1
}
