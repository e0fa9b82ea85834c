import 'server-only'
import { ROLES } from '#lib/accounts/roles.ts'
import { endSessions } from '#lib/accounts/session.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { announceRuns } from '#lib/generations/announce.ts'
import { releaseHeld } from '#lib/generations/release-held.ts'
import { lockWaiting } from '#lib/images/held.data.ts'
import { cancelWaitingImage } from '#lib/images/mutations.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { administerPerson } from './administer.ts'
import { countOwners, type PersonRow, toPersonDto } from './data.ts'
import { clearPerson, passBoards, revokeHandedOut, updatePerson } from './mutations.ts'
import { rolesToGive } from './rank.ts'
import type { PersonChange, PersonDto } from './schema.ts'

type Context = Pick<Studio, 'db' | 'events' | 'queue' | 'now'>

/** A studio without an owner could never have one again. */
async function keepAnOwner(tx: Tx, person: PersonRow): Promise<void> {
  if (person.role !== 'owner' || person.suspendedAt) return
  if ((await countOwners(tx)) <= 1) throw new AppError('last_owner')
}

const targetOf = (person: PersonRow) => ({ type: 'person', id: person.id, name: person.name })

/**
 * Changes a person's role, or suspends or restores them. It holds from the person's next request on: the role is read
 * with every request, and who is suspended is signed out; their waiting pictures are held until they are back.
 *
 * @throws AppError `not_found`; `forbidden` for a role that is not the actor's to give or take; `last_owner`; `not_yourself`
 */
export async function changePerson(
  studio: Context,
  actor: Actor,
  personId: string,
  change: PersonChange,
): Promise<PersonDto> {
  return administerPerson(studio, actor, personId, async (tx, person, actorRole) => {
    let row = person
    if (change.role !== undefined && change.role !== row.role) {
      if (!rolesToGive(actorRole).includes(change.role)) throw new AppError('forbidden')
      row = await changeRole(studio, tx, actor, row, change.role)
    }
    if (change.suspended !== undefined && change.suspended !== (row.suspendedAt !== null)) {
      row = await setSuspended(studio, tx, actor, row, change.suspended)
    }
    if (row !== person) await studio.events.announce(tx, { type: 'person', id: personId })
    return toPersonDto(row)
  })
}

async function changeRole(studio: Context, tx: Tx, actor: Actor, person: PersonRow, role: PersonRow['role']) {
  const now = studio.now()
  if (role !== 'owner') await keepAnOwner(tx, person)
  const falls = ROLES.indexOf(role) > ROLES.indexOf(person.role)
  const invites = falls ? await revokeHandedOut(tx, person.id, now) : 0
  await recordAudit(tx, {
    at: now,
    actor,
    action: 'person.role_changed',
    target: targetOf(person),
    details: { from: person.role, to: role, ...(invites > 0 && { revokedInvites: invites }) },
  })
  return updatePerson(tx, person.id, { role, updatedAt: now })
}

async function setSuspended(
  studio: Context,
  tx: Tx,
  actor: Actor,
  person: PersonRow,
  suspended: boolean,
): Promise<PersonRow> {
  const now = studio.now()
  let invites = 0
  if (suspended) {
    await keepAnOwner(tx, person)
    if (person.id === actor.personId) throw new AppError('not_yourself')
    invites = await revokeHandedOut(tx, person.id, now)
  }
  if (!suspended) await releaseHeld(studio, tx, { personId: person.id })
  // At restoring too: a sign-in that was under way at the suspension may have left one.
  await endSessions(studio, tx, person.id)
  await recordAudit(tx, {
    at: now,
    actor,
    action: suspended ? 'person.suspended' : 'person.restored',
    target: targetOf(person),
    details: invites > 0 ? { revokedInvites: invites } : {},
  })
  return updatePerson(tx, person.id, { suspendedAt: suspended ? now : null, updatedAt: now })
}

/** Nobody is left who asked for them. Those under way go on. */
async function cancelWaitingOf(studio: Context, tx: Tx, personId: string): Promise<void> {
  const waiting = await lockWaiting(tx, { personId })
  for (const image of waiting) await cancelWaitingImage(tx, image, studio.now())
  const runs = waiting.map(({ generationId }) => generationId)
  await announceRuns(studio, tx, runs, { type: 'queue' })
}

/** Ends everything a person is signed in with. @throws AppError `not_found`, `forbidden` */
export async function signPersonOut(studio: Context, actor: Actor, personId: string): Promise<void> {
  await administerPerson(studio, actor, personId, async (tx, person) => {
    await endSessions(studio, tx, person.id)
    await recordAudit(tx, {
      at: studio.now(),
      actor,
      action: 'person.signed_out_by_admin',
      target: targetOf(person),
    })
  })
}

/**
 * Ends a person's account. Name and pictures stay, what was private stays hidden; pictures that wait are cancelled, and
 * boards pass to who removes.
 *
 * @throws AppError `not_found`, `forbidden`, `last_owner`, `not_yourself`
 */
export async function removePerson(studio: Context, actor: Actor, personId: string): Promise<void> {
  await administerPerson(studio, actor, personId, async (tx, person) => {
    const now = studio.now()
    await keepAnOwner(tx, person)
    if (person.id === actor.personId) throw new AppError('not_yourself')
    await endSessions(studio, tx, person.id)
    const invites = await revokeHandedOut(tx, person.id, now)
    const boards = await passBoards(tx, { from: person.id, to: actor.personId, now })
    await cancelWaitingOf(studio, tx, person.id)
    await clearPerson(tx, person.id, now)
    for (const { id, name, access } of boards) {
      const hidden = access === 'private'
      await studio.events.announce(tx, { type: 'board', id, to: hidden ? [actor.personId] : null })
      // The log is for all admins: a board that nobody else saw is not named in it.
      if (hidden) continue
      await recordAudit(tx, {
        at: now,
        actor,
        action: 'board.transferred',
        target: { type: 'board', id, name },
        details: { from: person.id, to: actor.personId },
      })
    }
    await recordAudit(tx, {
      at: now,
      actor,
      action: 'person.removed',
      target: targetOf(person),
      details: { role: person.role, boards: boards.length, revokedInvites: invites },
    })
  })
}
