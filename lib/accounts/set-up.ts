import 'server-only'
import { createHmac } from 'node:crypto'
import { recordAudit } from '#lib/audit/mutations.ts'
import { AppError } from '#lib/errors.ts'
import { addressKey, consume } from '#lib/rate-limits.ts'
import { closeGate, isSameSecret, openGate } from '#lib/setup-gate.ts'
import type { Studio } from '#lib/studio.ts'
import { setPassword } from './credentials.mutations.ts'
import { claimOwner, OWNER_ID } from './mutations.ts'
import { checkPassword, hashPassword } from './password.ts'
import type { SetUpInput } from './schema.ts'
import { ownerEmail } from './session.data.ts'

const ATTEMPTS = { points: 20, seconds: 15 * 60 }

/** The one-time token of the setup page: the same at every start, so that an old log line still works; 256 bits. */
export function setUpToken({ signingSecret }: Pick<Studio, 'signingSecret'>): string {
  return createHmac('sha256', signingSecret).update('set up').digest('base64url')
}

type SetUpStudio = Pick<Studio, 'db' | 'events' | 'now' | 'signingSecret'>
type Owner = Omit<SetUpInput, 'token'>

/** Gives the owner, whose row is there from the first start with everything made since, an account. Once. */
async function makeOwner(studio: SetUpStudio, owner: Owner, ip: string | null): Promise<void> {
  const { name, password } = owner
  const email = owner.email.toLowerCase()
  await checkPassword(password, { email, name })
  const hash = await hashPassword(password)
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    // Of two at the same time, one finds the account made.
    if (!(await claimOwner(tx, { name, email, now }))) throw new AppError('not_found')
    await setPassword(tx, { personId: OWNER_ID, password: hash, now })
    await recordAudit(tx, {
      at: now,
      actor: { personId: OWNER_ID, role: 'owner', ip },
      action: 'studio.set_up',
      target: { type: 'person', id: OWNER_ID, name },
    })
    await studio.events.announce(tx, { type: 'person', id: OWNER_ID })
  })
}

/**
 * Makes the owner's account from the setup page, and opens the studio.
 *
 * @throws AppError `not_found` once there is one, `link_invalid` for a wrong token, and what `checkPassword` throws
 */
export async function setUpStudio(studio: SetUpStudio, input: SetUpInput, ip: string | null): Promise<void> {
  if ((await ownerEmail(studio.db)) !== null) throw new AppError('not_found')
  await consume(studio, 'set-up', addressKey(ip), ATTEMPTS)
  if (!isSameSecret(input.token, setUpToken(studio))) throw new AppError('link_invalid')
  await makeOwner(studio, input, ip)
  openGate()
}

/** Whether the owner has an account: the setup page is gone for ever. */
export async function isSetUp({ db }: Pick<Studio, 'db'>): Promise<boolean> {
  return (await ownerEmail(db)) !== null
}

/** Between looks whether another server's setup page was used: its announcement may have been missed. */
const LOOK_EVERY_MS = 5_000

/**
 * Decides at the start whether anybody is let in. Makes the owner from `BUNCH_OWNER_EMAIL` and `BUNCH_OWNER_PASSWORD` where
 * there is none; without them the gate stays closed until somebody with the token from the log, here or at another
 * server of the same studio, has made the account.
 */
export async function tendGate(studio: Studio): Promise<void> {
  const { BUNCH_OWNER_EMAIL: email, BUNCH_OWNER_PASSWORD: password } = studio.env
  if (!(await isSetUp(studio)) && email !== undefined && password !== undefined) {
    await makeOwner(studio, { name: email.split('@')[0] ?? email, email, password }, null).catch(ownerRefused)
  }
  if (await isSetUp(studio)) return openGate()

  closeGate(setUpToken(studio))
  const look = async () => {
    try {
      if (!(await isSetUp(studio))) return
      openGate()
      clearInterval(timer)
      unsubscribe()
    } catch (error) {
      studio.log.error({ err: error }, 'whether the studio is set up could not be read; it stays closed')
    }
  }
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  const unsubscribe = studio.events.subscribe((change) => {
    if (change.type === 'person' || change.type === 'resync') void look()
  })
}

const REFUSALS: Partial<Record<string, string>> = {
  password_too_short: 'is too short',
  password_too_long: 'is too long',
  password_too_common: 'is one of the passwords that everybody tries first',
  password_is_own: 'is the name or the e-mail address',
}

function ownerRefused(error: unknown): void {
  if (!(error instanceof AppError)) throw error
  // Another server of the same studio was faster.
  if (error.code === 'not_found') return
  throw new Error(
    `BUNCH_OWNER_PASSWORD ${REFUSALS[error.code] ?? 'cannot be used'}. Choose another and start again.`,
    {
      cause: error,
    },
  )
}
