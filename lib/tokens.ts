import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

/** Random bits of every secret that stands in a link or is a key: 256, where 128 would do. */
const TOKEN_BYTES = 32

/** A new secret for a link or a key: 43 characters that need no escaping in an address. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/**
 * What the database keeps of a secret of ours: its SHA-256, hex. That is enough (no salt, no slow function) because the
 * secret is random; a person's password never goes through here.
 */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
