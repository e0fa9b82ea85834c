import 'server-only'
import { hashPassword } from '#lib/accounts/password.ts'
import { may } from '#lib/accounts/roles.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { AuditAction } from '#lib/audit/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { newToken, tokenHash } from '#lib/tokens.ts'
import { checkSharableBoard, type ShareRow, shareFor, shareForChange, sharesFor } from './data.ts'
import { insertShare, updateShare } from './mutations.ts'
import { sharableBoardImages, sharableImages } from './pictures.data.ts'
import type { MadeShareDto, ShareChange, ShareDto, ShareInput } from './schema.ts'

type Needs = Pick<Studio, 'db' | 'now'>

/** Where a link is opened. @param origin scheme and host of the studio, without a slash at the end */
const shareUrl = (origin: string, token: string) => `${origin}/s/${token}`

/**
 * One's own links; `all` gives everybody's, to admins.
 *
 * @throws AppError `forbidden`
 */
export async function listShares(
  { db, now }: Needs,
  actor: Actor,
  { all }: { all: boolean },
): Promise<ShareDto[]> {
  if (all && !may(actor.role, 'administer')) throw new AppError('forbidden')
  return sharesFor(db, actor, { all, now: now() })
}

/**
 * Makes a link. Its address is in the answer and nowhere else: the studio keeps only a hash of the token.
 *
 * @throws AppError `not_found` where a picture or the board is not there for this person, `forbidden` for a board that is not
 * theirs to share, `invalid_input`
 */
export async function makeShare(
  { db, now }: Needs,
  actor: Actor,
  input: ShareInput,
  origin: string,
): Promise<MadeShareDto> {
  if (!may(actor.role, 'make')) throw new AppError('forbidden')
  const at = now()
  const expiresAt = futureExpiry(input.expiresAt, at)
  const passwordHash = input.password === null ? null : await hashPassword(input.password)
  const [id, token] = [crypto.randomUUID(), newToken()]
  await db.transaction(async (tx) => {
    const imageIds = await picturesToShare(tx, actor, input)
    const share = {
      id,
      makerId: actor.personId,
      kind: input.kind,
      boardId: input.kind === 'images' ? null : (input.boardId ?? null),
      tokenHash: tokenHash(token),
      title: input.title,
      note: input.note,
      passwordHash,
      allowDownload: input.allowDownload,
      showPrompt: input.showPrompt,
      showMaker: input.showMaker,
      expiresAt,
      createdAt: at,
      changedAt: at,
    }
    await insertShare(tx, share, imageIds)
    await auditShare(tx, at, actor, 'share.made', share, {
      kind: input.kind,
      password: passwordHash !== null,
      expiresAt: input.expiresAt,
      ...(input.kind === 'board' ? {} : { pictures: imageIds.length }),
    })
  })
  return { share: await shareFor(db, actor, { id, now: at }), url: shareUrl(origin, token) }
}

/** The pictures to be kept with a new link, in order; none for a live board. */
async function picturesToShare(tx: Tx, actor: Actor, input: ShareInput): Promise<string[]> {
  if (input.kind === 'images') {
    if (!input.imageIds) throw missing('imageIds')
    const chosen = [...new Set(input.imageIds)]
    const there = await sharableImages(tx, actor.personId, chosen)
    if (chosen.some((id) => !there.has(id))) throw new AppError('not_found')
    return chosen
  }
  if (!input.boardId) throw missing('boardId')
  await checkSharableBoard(tx, actor, input.boardId)
  if (input.kind === 'board') return []
  const pictures = await sharableBoardImages(tx, actor.personId, input.boardId)
  if (pictures.length === 0) {
    throw new AppError('invalid_input', {
      field: 'boardId',
      params: { problem: 'the board shows no picture' },
    })
  }
  return pictures
}

const missing = (field: string) =>
  new AppError('invalid_input', { field, params: { problem: 'is missing for this kind of link' } })

function futureExpiry(expiresAt: string | null, now: Date): Date | null {
  if (expiresAt === null) return null
  const date = new Date(expiresAt)
  if (date <= now) {
    throw new AppError('invalid_input', { field: 'expiresAt', params: { problem: 'lies in the past' } })
  }
  return date
}

/**
 * Changes what a link says and allows; its maker may, and admins. Another password, or none, ends what was unlocked.
 *
 * @throws AppError `not_found`, `share_revoked`, `invalid_input`
 */
export async function changeShare(
  { db, now }: Needs,
  actor: Actor,
  id: string,
  change: ShareChange,
): Promise<ShareDto> {
  const at = now()
  const { password, expiresAt, ...options } = change
  const passwordHash = typeof password === 'string' ? await hashPassword(password) : password
  await db.transaction(async (tx) => {
    const share = await shareForChange(tx, actor, id)
    if (share.revokedAt) throw new AppError('share_revoked')
    await updateShare(tx, id, {
      ...options,
      ...(expiresAt !== undefined && { expiresAt: futureExpiry(expiresAt, at) }),
      ...(passwordHash !== undefined && { passwordHash, secretVersion: share.secretVersion + 1 }),
      changedAt: at,
    })
    await auditShare(tx, at, actor, 'share.changed', share, {
      changed: Object.keys(change).sort().join(', '),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(password !== undefined && { password: password !== null }),
    })
  })
  return shareFor(db, actor, { id, now: at })
}

/** Ends a link for good; its maker may, and admins. Safe to repeat. @throws AppError `not_found` */
export async function revokeShare({ db, now }: Needs, actor: Actor, id: string): Promise<ShareDto> {
  const at = now()
  await db.transaction(async (tx) => {
    const share = await shareForChange(tx, actor, id)
    if (share.revokedAt) return
    await updateShare(tx, id, { revokedAt: at, changedAt: at })
    await auditShare(tx, at, actor, 'share.revoked', share)
  })
  return shareFor(db, actor, { id, now: at })
}

/**
 * Gives a link a new address; the old one leads nowhere from now on, and what was unlocked is locked. Only its maker may:
 * whoever rotates learns the address.
 *
 * @throws AppError `not_found`, `forbidden`, `share_revoked`
 */
export async function rotateShare(
  { db, now }: Needs,
  actor: Actor,
  id: string,
  origin: string,
): Promise<MadeShareDto> {
  const at = now()
  const token = newToken()
  await db.transaction(async (tx) => {
    const share = await shareForChange(tx, actor, id)
    if (share.makerId !== actor.personId) throw new AppError('forbidden')
    if (share.revokedAt) throw new AppError('share_revoked')
    await updateShare(tx, id, {
      tokenHash: tokenHash(token),
      secretVersion: share.secretVersion + 1,
      changedAt: at,
    })
    await auditShare(tx, at, actor, 'share.rotated', share)
  })
  return { share: await shareFor(db, actor, { id, now: at }), url: shareUrl(origin, token) }
}

function auditShare(
  tx: Tx,
  at: Date,
  actor: Actor,
  action: AuditAction,
  share: Pick<ShareRow, 'id' | 'title'>,
  details: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  return recordAudit(tx, {
    at,
    actor,
    action,
    target: { type: 'share', id: share.id, name: share.title || null },
    details,
  })
}
