import 'server-only'
import { verifyPassword } from '#lib/accounts/password.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { addressKey, consume, giveBack, type RateLimit } from '#lib/rate-limits.ts'
import type { Studio } from '#lib/studio.ts'
import type { LivingShare } from './data.ts'
import { SHARE_LIMITS } from './schema.ts'

/** Wrong passwords of one link, from anywhere. A client's whole office fits; a list of common passwords does not. */
const PER_LINK: RateLimit = { points: 20, seconds: 15 * 60 }
/** Wrong passwords from one address, at any links. */
const PER_ADDRESS: RateLimit = { points: 10, seconds: 15 * 60 }

const LINK = 'share-password'
const ADDRESS = 'share-password-address'

/**
 * Whether this is the link's password. Attempts count before they are compared, so that many at once are not free; a right
 * one is given back.
 *
 * @throws AppError `too_many_attempts`
 */
export async function tryPassword(
  studio: Pick<Studio, 'db' | 'now'>,
  share: Pick<LivingShare, 'id' | 'title' | 'passwordHash'>,
  params: { password: string; ip: string | null },
): Promise<boolean> {
  if (share.passwordHash === null) return true
  const address = addressKey(params.ip)
  await consume(studio, ADDRESS, address, PER_ADDRESS)
  await consume(studio, LINK, share.id, PER_LINK)
  const { password } = params
  if (
    password.length <= SHARE_LIMITS.passwordMaxChars &&
    (await verifyPassword(share.passwordHash, password))
  ) {
    await giveBack(studio, ADDRESS, address)
    await giveBack(studio, LINK, share.id)
    return true
  }
  await recordAudit(studio.db, {
    at: studio.now(),
    actor: null,
    ip: params.ip,
    action: 'share.password_failed',
    target: { type: 'share', id: share.id, name: share.title || null },
  })
  return false
}

/** A form with the longest password in the costliest spelling fits several times over. */
const MAX_FORM_BYTES = 16 * 1024

/** The password of the page's form; empty where there is none. */
export async function readPassword(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_FORM_BYTES) return ''
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('password') ?? ''
}
