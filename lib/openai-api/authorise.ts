import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { may } from '#lib/accounts/schema.ts'
import { presentRole } from '#lib/api-keys/data.ts'
import { actorOfKey } from '#lib/api-keys/service.ts'
import { clientAddress } from '#lib/client-address.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { ApiError } from './errors.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Who a program acts for, by its key: a personal key acts for who made it, `BUNCH_OWNER_API_KEY` for the studio's first
 * owner, both with the role that the person has now. The owner's key is compared by its hash in constant time, so that
 * neither its length nor a common beginning can be measured; personal keys are found by their hash.
 *
 * @throws ApiError 401, or 403 where the person may only look
 */
export async function authorise(
  request: Request,
  studio: Pick<Studio, 'env' | 'db' | 'now'>,
): Promise<Actor> {
  const key = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]?.trim()
  if (key === undefined) {
    throw new ApiError(
      401,
      'invalid_api_key',
      'No key. Make one in the studio’s settings and send it as “Authorization: Bearer …”.',
    )
  }
  const ip = clientAddress(request)
  const actor = (await ownerByKey(studio, key, ip)) ?? (await actorOfKey(studio, key, ip))
  if (!actor) {
    throw new ApiError(
      401,
      'invalid_api_key',
      'The key is wrong or was revoked. Keys of this studio are made in its settings; a key of its gateway is none.',
    )
  }
  if (!may(actor.role, 'make')) {
    throw new ApiError(403, 'forbidden', 'The person of this key may look at pictures but not make any.')
  }
  return actor
}

async function ownerByKey(
  { env, db }: Pick<Studio, 'env' | 'db'>,
  key: string,
  ip: string | null,
): Promise<Actor | null> {
  const expected = env.BUNCH_OWNER_API_KEY
  if (expected === undefined || !timingSafeEqual(digest(key), digest(expected))) return null
  const role = await presentRole(db, OWNER_ID)
  return role && { personId: OWNER_ID, role, ip }
}
