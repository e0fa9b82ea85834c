import 'server-only'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Db } from '#lib/db/client.ts'
import { credentials, people, sessions, verifications } from '#lib/db/schema/schema.ts'

/** Our tables under the names that better-auth calls them by. */
export function authDatabase(db: Db) {
  return drizzleAdapter(db, {
    provider: 'pg',
    schema: { user: people, session: sessions, account: credentials, verification: verifications },
  })
}

/** Columns that better-auth calls otherwise. People's pictures are ours: it only wants a column to be there. */
export const AUTH_FIELDS = {
  user: { image: 'avatarSha256' },
  owned: { userId: 'personId' },
} as const
