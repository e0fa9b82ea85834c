import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { credentials } from '#lib/db/schema/schema.ts'

/** How the credential of a password is named; see the `credentials` table. */
export const PASSWORD_PROVIDER = 'credential'

/** Gives a person a password, or another one. @param params.password its hash, never itself */
export async function setPassword(
  tx: Tx,
  params: { personId: string; password: string; now: Date },
): Promise<void> {
  const { personId, password, now } = params
  await tx
    .insert(credentials)
    .values({
      id: crypto.randomUUID(),
      personId,
      providerId: PASSWORD_PROVIDER,
      accountId: personId,
      password,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoUpdate({
      target: [credentials.providerId, credentials.accountId],
      set: { password, updatedAt: now },
    })
}
