import 'server-only'
import { may } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { AuditAction } from '#lib/audit/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { referenceDtos } from '#lib/references/data.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { changesBetween, isUnchanged } from './changes.ts'
import { currentContent, kitFor, mayEditKit } from './data.ts'
import { insertKit, insertKitVersion, type KitRow, lockKit, updateKit } from './mutations.ts'
import type { KitChange, KitContent, KitDto, KitEdit, KitInput } from './schema.ts'

type Context = Pick<Studio, 'db' | 'events' | 'now'>

/** Each reference and each word once; the first counts. */
function tidy(content: KitContent): KitContent {
  const references = new Map(content.references.toReversed().map((each) => [each.referenceId, each]))
  return {
    ...content,
    references: content.references.filter((each) => references.get(each.referenceId) === each),
    forbiddenWords: [...new Set(content.forbiddenWords)],
  }
}

/**
 * Makes a kit, for the whole team. Everybody will see its references, so that it takes only such as its maker sees.
 *
 * @throws AppError `reference_not_found`
 */
export async function createKit(studio: Context, actor: Actor, input: KitInput): Promise<KitDto> {
  if (!may(actor.role, 'make')) throw new AppError('forbidden')
  const now = studio.now()
  const id = crypto.randomUUID()
  const content = tidy(input.content)
  await studio.db.transaction(async (tx) => {
    await checkReferences(tx, actor, content)
    await insertKit(tx, {
      id,
      ownerId: actor.personId,
      name: input.name,
      version: 1,
      createdAt: now,
      changedAt: now,
    })
    await insertKitVersion(tx, { kitId: id, version: 1, content, madeBy: actor.personId, madeAt: now })
    await tell(studio, tx, { actor, action: 'kit.made', kit: { id, name: input.name } })
  })
  return kitFor(studio.db, actor, id)
}

/**
 * Gives a kit a new version; where nothing but the name differs, only the name changes.
 *
 * @throws AppError `kit_changed` where somebody else was quicker, `not_found`, `forbidden`, `reference_not_found`
 */
export async function editKit(studio: Context, actor: Actor, id: string, edit: KitEdit): Promise<KitDto> {
  const now = studio.now()
  const content = tidy(edit.content)
  await studio.db.transaction(async (tx) => {
    const kit = await managedKit(tx, actor, id)
    if (kit.deletedAt) throw new AppError('not_found')
    if (kit.version !== edit.version) {
      throw new AppError('kit_changed', { params: { version: kit.version, seen: edit.version } })
    }
    if (kit.name !== edit.name) await rename(studio, tx, { actor, kit, name: edit.name, now })
    if (isUnchanged(changesBetween(await currentContent(tx, id), content))) return
    await checkReferences(tx, actor, content)
    const version = kit.version + 1
    await insertKitVersion(tx, { kitId: id, version, content, madeBy: actor.personId, madeAt: now })
    await updateKit(tx, id, { version, changedAt: now })
    await tell(studio, tx, {
      actor,
      action: 'kit.changed',
      kit: { id, name: edit.name },
      details: { version },
    })
  })
  return kitFor(studio.db, actor, id)
}

/**
 * Renames a kit, archives it or takes it back from the archive, or takes its deletion back.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function changeKit(
  studio: Context,
  actor: Actor,
  id: string,
  change: KitChange,
): Promise<KitDto> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const kit = await managedKit(tx, actor, id)
    if (kit.deletedAt && change.deleted === undefined) throw new AppError('not_found')
    if (kit.deletedAt) {
      await updateKit(tx, id, { deletedAt: null })
      await tell(studio, tx, { actor, action: 'kit.restored', kit })
    }
    if (change.name !== undefined && change.name !== kit.name) {
      await rename(studio, tx, { actor, kit, name: change.name, now })
    }
    if (change.archived !== undefined && change.archived !== (kit.archivedAt !== null)) {
      await updateKit(tx, id, { archivedAt: change.archived ? now : null })
      await tell(studio, tx, { actor, action: change.archived ? 'kit.archived' : 'kit.restored', kit })
    }
  })
  return kitFor(studio.db, actor, id)
}

/**
 * Takes a kit out of every list; `changeKit` takes that back. Runs keep its name and version.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function deleteKit(studio: Context, actor: Actor, id: string): Promise<void> {
  const now = studio.now()
  await studio.db.transaction(async (tx) => {
    const kit = await managedKit(tx, actor, id)
    if (kit.deletedAt) throw new AppError('not_found')
    await updateKit(tx, id, { deletedAt: now })
    await tell(studio, tx, { actor, action: 'kit.deleted', kit })
  })
}

/** A kit that the person may change; to others a deleted one is as if it had never been. */
async function managedKit(tx: Tx, actor: Actor, id: string): Promise<KitRow> {
  const kit = await lockKit(tx, id)
  const mayEdit = kit !== null && mayEditKit(actor, kit.ownerId)
  if (!kit || (kit.deletedAt && !mayEdit)) throw new AppError('not_found')
  if (!mayEdit) throw new AppError('forbidden')
  return kit
}

async function checkReferences(tx: Tx, actor: Actor, { references }: KitContent): Promise<void> {
  await referenceDtos(
    tx,
    actor,
    references.map(({ referenceId }) => referenceId),
  )
}

async function rename(
  studio: Context,
  tx: Tx,
  { actor, kit, name, now }: { actor: Actor; kit: KitRow; name: string; now: Date },
): Promise<void> {
  await updateKit(tx, kit.id, { name, changedAt: now })
  await tell(studio, tx, {
    actor,
    action: 'kit.changed',
    kit: { id: kit.id, name },
    details: { oldName: kit.name, newName: name },
  })
}

/** Writes an act down, and tells the browsers that show kits. */
async function tell(
  studio: Context,
  tx: Tx,
  act: {
    actor: Actor
    action: AuditAction
    kit: Pick<KitRow, 'id' | 'name'>
    details?: Record<string, string | number>
  },
): Promise<void> {
  await recordAudit(tx, {
    at: studio.now(),
    actor: act.actor,
    action: act.action,
    target: { type: 'kit', id: act.kit.id, name: act.kit.name },
    ...(act.details && { details: act.details }),
  })
  await studio.events.announce(tx, { type: 'list', list: 'kits', to: null })
}
