import type { ShareState } from '#lib/shares/limits.ts'
import type { ShareDto } from '#lib/shares/schema.ts'

/** Whether a link works at this moment: a list that stays open sees links expire, and edits bring them back. */
export function stateAt(
  { state, expiresAt }: Pick<ShareDto, 'state' | 'expiresAt'>,
  now: number,
): ShareState {
  if (state === 'revoked') return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active'
}
