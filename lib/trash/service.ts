import 'server-only'
import { may } from '#lib/accounts/roles.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { announceRuns } from '#lib/generations/announce.ts'
import { releaseHeld } from '#lib/generations/release-held.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { trashOf } from './data.ts'
import { leaveToPictures, lockTrashable, setDeleted, type Trashable } from './mutations.ts'
import { deleteForGood } from './purge.ts'
import type { EmptiedDto, EmptyInput, TrashedDto } from './schema.ts'

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'now'>

/**
 * Puts pictures in the trash: one's own, and as an admin all that one may see. Waiting ones are held there; running calls go
 * on. Ids of nothing and of what one may not see are passed over alike.
 *
 * @throws AppError `not_found` where none is left, `forbidden` where all are somebody else's
 */
export async function trashImages(studio: Context, actor: Actor, imageIds: string[]): Promise<TrashedDto> {
  return studio.db.transaction(async (tx) => {
    const { own, refused } = await managed(tx, actor, imageIds, 'elsewhere')
    await setDeleted(tx, idsOf(own), studio.now())
    await tell(studio, tx, actor, 'image.deleted', own)
    return { imageIds: idsOf(own), refused }
  })
}

/**
 * Takes pictures back from the trash with everything they had. Where one lay there with its run, the run is back with it, and
 * its other pictures stay in the trash by themselves.
 *
 * @throws AppError as `trashImages` does
 */
export async function restoreImages(studio: Context, actor: Actor, imageIds: string[]): Promise<TrashedDto> {
  return studio.db.transaction(async (tx) => {
    const { own, refused } = await managed(tx, actor, imageIds, 'in the trash')
    await releaseHeld(studio, tx, { imageIds: idsOf(own) })
    await setDeleted(tx, idsOf(own), null)
    const runs = own.flatMap(({ generationId, runDeletedAt }) => (runDeletedAt ? generationId : []))
    if (runs.length > 0) await leaveToPictures(tx, [...new Set(runs)], idsOf(own))
    await tell(studio, tx, actor, 'image.restored', own)
    return { imageIds: idsOf(own), refused }
  })
}

/**
 * Deletes for good what lies in the trash: some pictures, all of one's own, or as an admin all that one sees. What was
 * spent stays in the books.
 *
 * @throws AppError `forbidden` for somebody else's trash
 */
export async function emptyTrash(
  studio: Context & Pick<Studio, 'blobs' | 'log'>,
  actor: Actor,
  { imageIds, scope = 'mine' }: EmptyInput,
): Promise<EmptiedDto> {
  const admin = may(actor.role, 'administer')
  if (scope === 'team' && !admin) throw new AppError('forbidden')
  // An admin who names pictures means those, whoever's they are.
  const which = trashOf(actor, admin && imageIds ? 'team' : scope, imageIds)
  return { deleted: await deleteForGood(studio, which, { actor }) }
}

async function managed(
  tx: Tx,
  actor: Actor,
  imageIds: string[],
  where: 'in the trash' | 'elsewhere',
): Promise<{ own: Trashable[]; refused: number }> {
  const seen = await lockTrashable(tx, actor, imageIds, where)
  if (seen.length === 0) throw new AppError('not_found')
  const admin = may(actor.role, 'administer')
  const own = seen.filter(({ personId }) => admin || personId === actor.personId)
  if (own.length === 0) throw new AppError('forbidden')
  return { own, refused: seen.length - own.length }
}

/** Tells browsers, and the log in one line however many they are. */
async function tell(
  studio: Context,
  tx: Tx,
  actor: Actor,
  action: 'image.deleted' | 'image.restored',
  pictures: Trashable[],
): Promise<void> {
  const [first, ...others] = pictures
  if (!first) return
  await recordAudit(tx, {
    at: studio.now(),
    actor,
    action,
    ...(others.length === 0
      ? { target: { type: 'image', id: first.id } }
      : { details: { pictures: pictures.length } }),
  })
  const queue = pictures.some(({ live }) => live) ? [{ type: 'queue' as const }] : []
  await announceRuns(
    studio,
    tx,
    pictures.map(({ generationId }) => generationId),
    ...queue,
  )
}

const idsOf = (pictures: readonly Trashable[]) => pictures.map(({ id }) => id)
