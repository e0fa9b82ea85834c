import 'server-only'
import { and, eq, gt, like } from 'drizzle-orm'
import type { Role } from '#lib/accounts/schema.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { credentials, people, verifications } from '#lib/db/schema/schema.ts'
import { providerIdOf } from './data.ts'
import type { Identity } from './provider.ts'

type Subject = Pick<Identity, 'issuer' | 'subject'>

/** Adds an identity to a person; false where it is somebody's already. */
export async function addIdentity(
  tx: Tx,
  { identity, personId, now }: { identity: Subject; personId: string; now: Date },
): Promise<boolean> {
  const added = await tx
    .insert(credentials)
    .values({
      id: crypto.randomUUID(),
      personId,
      providerId: providerIdOf(identity.issuer),
      accountId: identity.subject,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: credentials.id })
  return added.length > 0
}

/** Takes an identity from the person who has it, whose account is gone. */
export async function releaseIdentity(tx: Tx, { issuer, subject }: Subject): Promise<void> {
  await tx
    .delete(credentials)
    .where(and(eq(credentials.providerId, providerIdOf(issuer)), eq(credentials.accountId, subject)))
}

/** Takes all identities from a person; returns how many there were. */
export async function dropIdentities(tx: Tx, personId: string): Promise<number> {
  const dropped = await tx
    .delete(credentials)
    .where(and(eq(credentials.personId, personId), like(credentials.providerId, `${providerIdOf('')}%`)))
    .returning({ id: credentials.id })
  return dropped.length
}

/** Makes a person; `null` where somebody has the e-mail address. */
export async function addPerson(
  tx: Tx,
  person: { name: string; email: string; role: Role; now: Date },
): Promise<string | null> {
  const { now, ...values } = person
  const [row] = await tx
    .insert(people)
    .values({ id: crypto.randomUUID(), ...values, emailVerified: true, createdAt: now, updatedAt: now })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id })
  return row?.id ?? null
}

/** Keeps what a round trip to the provider must come back to. */
export async function keepRoundTrip(
  db: Db,
  trip: { key: string; value: string; now: Date; expiresAt: Date },
): Promise<void> {
  const { key, value, now, expiresAt } = trip
  await db
    .insert(verifications)
    .values({ id: crypto.randomUUID(), identifier: key, value, expiresAt, createdAt: now, updatedAt: now })
}

/** Gives what was kept, once: whoever comes second, or too late, finds nothing. */
export async function takeRoundTrip(db: Db, key: string, now: Date): Promise<string | null> {
  const [row] = await db
    .delete(verifications)
    .where(and(eq(verifications.identifier, key), gt(verifications.expiresAt, now)))
    .returning({ value: verifications.value })
  return row?.value ?? null
}
