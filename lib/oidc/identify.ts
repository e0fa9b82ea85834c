import 'server-only'
import { domainToASCII } from 'node:url'
import { NAME_MAX_CHARS } from '#lib/accounts/schema.ts'
import type { Session } from '#lib/accounts/session.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { oneLine } from '#lib/images/file-stem.ts'
import type { Studio } from '#lib/studio.ts'
import type { OidcConfig } from './config.ts'
import { ownerOfIdentity } from './data.ts'
import { addIdentity, addPerson, releaseIdentity } from './mutations.ts'
import type { OidcProblem } from './problems.ts'
import type { Identity } from './provider.ts'

type IdentifyStudio = Pick<Studio, 'db' | 'events' | 'now'>

/** A person, or why there is none. */
export type Identified = { personId: string } | { problem: OidcProblem }

function shownName(name: string | null, email: string): string {
  return oneLine(name ?? '', NAME_MAX_CHARS) || oneLine(email.split('@')[0] ?? '', NAME_MAX_CHARS) || email
}

function mayJoin(email: string, { domains }: Pick<OidcConfig, 'domains'>): boolean {
  return domains.includes(domainToASCII(email.split('@')[1] ?? ''))
}

/**
 * Whose identity this is. Somebody new gets an account where the provider vouches for an e-mail address of an allowed
 * domain. An address that somebody has already is never enough to be that person: who registered it first may be
 * somebody else, and providers let people change theirs.
 */
export async function identify(
  studio: IdentifyStudio,
  config: Pick<OidcConfig, 'domains' | 'defaultRole'>,
  identity: Identity,
  ip: string | null,
): Promise<Identified> {
  const owner = await ownerOfIdentity(studio.db, identity)
  if (owner) return owner.standing === 'active' ? { personId: owner.personId } : { problem: owner.standing }
  const email = identity.verifiedEmail
  if (email === null) return { problem: 'email_unverified' }
  if (!mayJoin(email, config)) return { problem: 'not_allowed' }
  return studio.db.transaction(async (tx): Promise<Identified> => {
    const now = studio.now()
    const name = shownName(identity.name, email)
    const personId = await addPerson(tx, { name, email, role: config.defaultRole, now })
    if (personId === null) {
      // Two tabs of one newcomer at the same time: the other one was faster.
      const made = await ownerOfIdentity(tx, identity)
      return made?.standing === 'active' ? { personId: made.personId } : { problem: 'email_taken' }
    }
    if (!(await addIdentity(tx, { identity, personId, now }))) {
      throw new Error('an identity was given to two people at the same time')
    }
    await recordAudit(tx, {
      at: now,
      actor: { personId, role: config.defaultRole, ip },
      action: 'person.joined',
      target: { type: 'person', id: personId, name },
      details: { email, role: config.defaultRole, issuer: identity.issuer },
    })
    await studio.events.announce(tx, { type: 'person', id: personId })
    return { personId }
  })
}

/** Gives a person who is signed in an identity to sign in with from now on. */
export async function linkIdentity(
  studio: IdentifyStudio,
  identity: Identity,
  { actor, me }: Pick<Session, 'actor' | 'me'>,
): Promise<OidcProblem | null> {
  return studio.db.transaction(async (tx) => {
    const now = studio.now()
    const owner = await ownerOfIdentity(tx, identity)
    if (owner?.personId === me.id) return null
    if (owner && owner.standing !== 'removed') return 'linked_elsewhere'
    // Kept so that who was removed does not come back as somebody new; an account of theirs that an admin made may.
    if (owner) await releaseIdentity(tx, identity)
    if (!(await addIdentity(tx, { identity, personId: me.id, now }))) return 'linked_elsewhere'
    await recordAudit(tx, {
      at: now,
      actor,
      action: 'person.identity_linked',
      target: { type: 'person', id: me.id, name: me.name },
      details: { issuer: identity.issuer },
    })
    await studio.events.announce(tx, { type: 'person', id: me.id })
    return null
  })
}
