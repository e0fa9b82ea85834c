import 'server-only'
import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { may } from '#lib/accounts/schema.ts'
import {
  generationReferences,
  generations,
  images,
  kits,
  kitVersions,
  references,
} from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'

/** Who looks: nothing else of a person decides what they see. */
export type Viewer = Pick<Actor, 'personId' | 'role'>

/** Those who may empty and refill the trash of the whole team see what lies in it. */
const seesTrash = (viewer: Viewer) => may(viewer.role, 'administer')

/**
 * The visibility rule, for every query on `generations`: a person's own runs, and what others have not kept private. What
 * is in the trash is there only for its maker and for admins, who can take it back.
 */
export function visibleTo(viewer: Viewer): SQL {
  const shared = and(
    eq(generations.private, false),
    seesTrash(viewer) ? undefined : isNull(generations.deletedAt),
  )
  return or(eq(generations.personId, viewer.personId), shared) ?? sql`false`
}

/** The same rule for queries on `images` joined with their `generations`. What was deleted for good is there for nobody. */
export function imageVisibleTo(viewer: Viewer): SQL {
  const inTrash = seesTrash(viewer)
    ? undefined
    : or(eq(images.personId, viewer.personId), isNull(images.deletedAt))
  return and(visibleTo(viewer), inTrash, isNull(images.purgedAt)) ?? sql`false`
}

/**
 * The same rule for queries on `references`: one's own, those that a run used which one may see, and those of a kit (at
 * any of its versions), since kits are the team's.
 */
export function referenceVisibleTo(viewer: Viewer): SQL {
  const used = sql`exists (
    select from ${generationReferences}
      join ${generations} on ${generations.id} = ${generationReferences.generationId}
     where ${generationReferences.referenceId} = ${references.id} and ${visibleTo(viewer)})`
  const inKit = sql`exists (
    select from ${kitVersions}
      join ${kits} on ${kits.id} = ${kitVersions.kitId} and ${kits.deletedAt} is null
     where ${kitVersions.content}->'references' @> jsonb_build_array(jsonb_build_object('referenceId', ${references.id})))`
  return or(eq(references.personId, viewer.personId), used, inKit) ?? sql`false`
}

/** The same rule for a run that is loaded already, as events have them. */
export function maySee(
  viewer: Viewer,
  run: { personId: string; private: boolean; deleted: boolean },
): boolean {
  if (run.personId === viewer.personId) return true
  return !run.private && (!run.deleted || seesTrash(viewer))
}

/**
 * Who may change a thing that they see: its maker, and where `others` says so those who administer the studio.
 *
 * @throws AppError `forbidden`: it tells nothing, for the thing is in front of them
 */
export function checkManages(actor: Viewer, makerId: string, others: 'nobody' | 'admins'): void {
  if (makerId === actor.personId) return
  if (others === 'admins' && may(actor.role, 'administer')) return
  throw new AppError('forbidden')
}
