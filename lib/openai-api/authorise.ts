import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import type { Env } from '#lib/env.ts'
import type { Actor } from '#lib/studio.ts'
import { ApiError } from './errors.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Who a program acts for, by its key. Keys are compared by their hashes in constant time, so that neither their length
 * nor a common beginning can be measured.
 *
 * @throws ApiError 401
 */
export function authorise(request: Request, env: Pick<Env, 'BUNCH_OWNER_API_KEY'>): Actor {
  const expected = env.BUNCH_OWNER_API_KEY
  if (expected === undefined) {
    throw new ApiError(
      401,
      'invalid_api_key',
      'This studio takes no programs yet. Set BUNCH_OWNER_API_KEY in its environment to a key of at least 16 characters, restart it, and send that key as “Authorization: Bearer …”.',
    )
  }
  const given = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (given === undefined) {
    throw new ApiError(401, 'invalid_api_key', 'No key. Send this studio’s key as “Authorization: Bearer …”.')
  }
  if (!timingSafeEqual(digest(given.trim()), digest(expected))) {
    throw new ApiError(
      401,
      'invalid_api_key',
      'The key is wrong. It is the value of BUNCH_OWNER_API_KEY of this studio, not a key of its gateway.',
    )
  }
  return { personId: OWNER_ID, role: 'owner', ip: null }
}
