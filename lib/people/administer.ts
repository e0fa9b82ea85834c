import 'server-only'
import { may, type Role } from '#lib/accounts/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import type { PersonRow } from './data.ts'
import { lockPeople, lockPerson } from './mutations.ts'
import { mayManage } from './rank.ts'

/**
 * Runs an act of administration: one at a time, by somebody who may at this moment, whatever the request was told when it
 * came in.
 *
 * @throws AppError `not_found` for whoever is no admin any more
 */
export async function administer<T>(
  studio: Pick<Studio, 'db'>,
  actor: Actor,
  act: (tx: Tx, role: Role) => Promise<T>,
): Promise<T> {
  return studio.db.transaction(async (tx) => {
    await lockPeople(tx)
    const self = await lockPerson(tx, actor.personId)
    if (!self || self.suspendedAt || !may(self.role, 'administer')) throw new AppError('not_found')
    return act(tx, self.role)
  })
}

/**
 * The same for an act on a person.
 *
 * @throws AppError `not_found` for somebody who is not there; `forbidden` for an admin who would touch an owner
 */
export async function administerPerson<T>(
  studio: Pick<Studio, 'db'>,
  actor: Actor,
  personId: string,
  act: (tx: Tx, person: PersonRow, role: Role) => Promise<T>,
): Promise<T> {
  return administer(studio, actor, async (tx, role) => {
    const person = await lockPerson(tx, personId)
    if (!person) throw new AppError('not_found')
    if (!mayManage(role, person.role)) throw new AppError('forbidden')
    return act(tx, person, role)
  })
}
