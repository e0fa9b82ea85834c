import 'server-only'
import { createHash } from 'node:crypto'
import { NAME_MAX_CHARS } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { BlobStoreFullError, blobKeys } from '#lib/blob-store/blob-store.ts'
import { AppError } from '#lib/errors.ts'
import type { ServedBytes } from '#lib/images/byte-response.ts'
import { oneLine } from '#lib/images/file-stem.ts'
import { NotAnImageError } from '#lib/images/inspect.ts'
import { receive, TooManyBytesError } from '#lib/references/receive.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { avatarOf } from './data.ts'
import { encodeAvatar } from './encode-avatar.ts'
import { AVATAR } from './limits.ts'
import { changePerson } from './mutations.ts'
import type { ProfileChange } from './schema.ts'

type Context = Pick<Studio, 'db' | 'now' | 'events'>

/** Changes what the person said of themselves. @throws AppError `invalid_input` for a name without visible characters */
export async function changeProfile(context: Context, actor: Actor, change: ProfileChange): Promise<void> {
  const { name: asked, ...rest } = change
  const name = asked === undefined ? undefined : oneLine(asked, NAME_MAX_CHARS)
  if (name === '') throw new AppError('invalid_input', { field: 'name', params: { problem: 'it is empty' } })
  await apply(context, actor, { ...rest, ...(name === undefined ? {} : { name }) })
}

/**
 * Makes an upload the person's picture, re-encoded whatever it was.
 *
 * @throws AppError `avatar_too_large`, `avatar_unreadable`, `storage_full`
 */
export async function setAvatar(
  context: Context & Pick<Studio, 'blobs'>,
  actor: Actor,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  try {
    const bytes = await receive(body, AVATAR.maxBytes, ({ path }) => encodeAvatar(path))
    const avatarSha256 = createHash('sha256').update(bytes).digest('hex')
    await context.blobs.put(blobKeys.avatar(avatarSha256), bytes)
    await apply(context, actor, { avatarSha256 })
  } catch (cause) {
    if (cause instanceof TooManyBytesError) {
      throw new AppError('avatar_too_large', { params: { max: AVATAR.maxBytes / 1024 / 1024 }, cause })
    }
    if (cause instanceof NotAnImageError) throw new AppError('avatar_unreadable', { cause })
    if (cause instanceof BlobStoreFullError) throw new AppError('storage_full', { cause })
    throw cause
  }
}

/** Back to initials. */
export async function removeAvatar(context: Context, actor: Actor): Promise<void> {
  await apply(context, actor, { avatarSha256: null })
}

/** How a person's picture is served to everybody signed in. @throws AppError `not_found` */
export async function avatarBytes(
  { db, blobs }: Pick<Studio, 'db' | 'blobs'>,
  personId: string,
): Promise<ServedBytes> {
  const sha256 = await avatarOf(db, personId)
  const key = blobKeys.avatar(sha256)
  const info = await blobs.stat(key)
  if (!info) throw new Error(`no blob at ${key}, though its row is there`)
  return { key, size: info.size, mime: 'image/webp', tag: sha256, disposition: 'inline' }
}

async function apply(
  { db, now, events }: Context,
  actor: Actor,
  changes: Parameters<typeof changePerson>[1]['changes'],
): Promise<void> {
  if (Object.keys(changes).length === 0) return
  const at = now()
  await db.transaction(async (tx) => {
    const before = await changePerson(tx, { personId: actor.personId, changes, at })
    if (!before) throw new AppError('not_found')
    const details = visibleChange(before, changes)
    if (details) {
      await recordAudit(tx, {
        at,
        actor,
        action: 'person.profile_changed',
        target: { type: 'person', id: actor.personId, name: changes.name ?? before.name },
        details,
      })
    }
    await events.announce(tx, { type: 'person', id: actor.personId })
  })
}

/** What others see of a change, for the log; what only the person sees is their own affair. */
function visibleChange(
  before: { name: string; avatarSha256: string | null },
  { name, avatarSha256 }: { name?: string; avatarSha256?: string | null },
): Record<string, string> | null {
  if (name !== undefined && name !== before.name) return { nameBefore: before.name, name }
  if (avatarSha256 === undefined || avatarSha256 === before.avatarSha256) return null
  return { picture: avatarSha256 === null ? 'removed' : 'changed' }
}
