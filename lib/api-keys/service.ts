import 'server-only'
import { randomUUID } from 'node:crypto'
import { may } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { AppError } from '#lib/errors.ts'
import { oneLine } from '#lib/images/file-stem.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { newToken, tokenHash } from '#lib/tokens.ts'
import { holderOfKey, keysOf } from './data.ts'
import { endKey, insertKey, touchKey } from './mutations.ts'
import { KEY_PREFIX, MAX_KEYS, type MadeApiKeyDto } from './schema.ts'

type Context = Pick<Studio, 'db' | 'now'>

const HINT_CHARS = 4
const NAME_MAX_CHARS = 80

/**
 * Makes a key for the person's programs. The answer holds it; the studio keeps only its hash.
 *
 * @throws AppError `forbidden` for who may not make pictures, `too_many_keys`, `invalid_input` for a name without letters
 */
export async function makeKey(
  { db, now }: Context,
  actor: Actor,
  input: { name: string },
): Promise<MadeApiKeyDto> {
  if (!may(actor.role, 'make')) throw new AppError('forbidden')
  const name = oneLine(input.name, NAME_MAX_CHARS)
  if (name === '') throw new AppError('invalid_input', { field: 'name', params: { problem: 'it is empty' } })
  const key = KEY_PREFIX + newToken()
  const at = now()
  return db.transaction(async (tx) => {
    if ((await keysOf(tx, actor)).length >= MAX_KEYS) {
      throw new AppError('too_many_keys', { params: { max: MAX_KEYS } })
    }
    const made = await insertKey(tx, {
      id: randomUUID(),
      personId: actor.personId,
      name,
      tokenHash: tokenHash(key),
      hint: key.slice(-HINT_CHARS),
      createdAt: at,
    })
    await recordAudit(tx, { at, actor, action: 'key.made', target: { type: 'key', id: made.id, name } })
    return { ...made, key }
  })
}

/** Ends one of the person's own keys at once. @throws AppError `not_found` */
export async function revokeKey({ db, now }: Context, actor: Actor, id: string): Promise<void> {
  const at = now()
  await db.transaction(async (tx) => {
    const ended = await endKey(tx, { id, personId: actor.personId, at })
    if (!ended) throw new AppError('not_found')
    await recordAudit(tx, {
      at,
      actor,
      action: 'key.revoked',
      target: { type: 'key', id, name: ended.name },
    })
  })
}

/** How often the use of a key is noted. */
const TOUCH_MS = 60_000

const PERSONAL_KEY = new RegExp(`^${KEY_PREFIX}[A-Za-z0-9_-]{43}$`)

/** The person whose key this is, with their role as it is now; `null` where it is nobody's or works no more. */
export async function actorOfKey(
  { db, now }: Context,
  key: string,
  ip: string | null,
): Promise<Actor | null> {
  if (!PERSONAL_KEY.test(key)) return null
  const holder = await holderOfKey(db, tokenHash(key))
  if (!holder) return null
  const at = now()
  const before = new Date(at.getTime() - TOUCH_MS)
  if (holder.lastUsedAt === null || holder.lastUsedAt < before) {
    await touchKey(db, { id: holder.keyId, at, before })
  }
  return { personId: holder.personId, role: holder.role, ip }
}
