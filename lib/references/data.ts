import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { generationReferences, references } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'
import type { GatewayReference } from '#lib/gateway/adapter.ts'
import { referenceVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import { REFERENCE_LIMITS } from '#lib/models/catalogue.ts'
import type { ReferenceRole } from './roles.ts'
import type { ReferenceDto } from './schema.ts'

type ReferenceRow = typeof references.$inferSelect

/** Leaves out what is the server's own: who, hashes and times. */
export function toReferenceDto(row: ReferenceRow): ReferenceDto {
  const { id, kind, url, name, mime, width, height, bytes, thumbHash, converted } = row
  return { id, kind, url, name, mime, width, height, bytes, thumbHash, converted }
}

/** The references among `ids` that the person may see and use, in their order; any other is left out. */
export async function findReferences(
  db: Db | Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReferenceDto[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select()
    .from(references)
    .where(and(inArray(references.id, [...ids]), referenceVisibleTo(viewer)))
  const byId = new Map(rows.map((row) => [row.id, toReferenceDto(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * All references with these ids, in their order; the same one may stand at two places.
 *
 * @throws AppError `reference_not_found` where one is missing or the person may not use it.
 */
export async function referenceDtos(
  db: Db | Tx,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReferenceDto[]> {
  const found = await findReferences(db, viewer, ids)
  if (found.length < ids.length) throw new AppError('reference_not_found', { field: 'referenceIds' })
  return found
}

/**
 * Whether the references fit into one request together; those passed on as addresses weigh nothing.
 *
 * @throws AppError `references_too_large`
 */
export function checkReferenceTotal(all: readonly Pick<ReferenceDto, 'bytes'>[]): void {
  const total = all.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
  if (total <= REFERENCE_LIMITS.maxRequestBytes) return
  const params = { total: megabytes(total), max: megabytes(REFERENCE_LIMITS.maxRequestBytes) }
  throw new AppError('references_too_large', { field: 'referenceIds', params })
}

const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10

/** The references of each generation in the order the model sees them; a generation without any has no entry. */
export async function referencesOf(
  db: Db | Tx,
  generationIds: readonly string[],
): Promise<Map<string, { reference: ReferenceDto; role: ReferenceRole | null }[]>> {
  const found = new Map<string, { reference: ReferenceDto; role: ReferenceRole | null }[]>()
  if (generationIds.length === 0) return found
  const rows = await db
    .select({
      generationId: generationReferences.generationId,
      role: generationReferences.role,
      reference: references,
    })
    .from(generationReferences)
    .innerJoin(references, eq(references.id, generationReferences.referenceId))
    .where(inArray(generationReferences.generationId, [...generationIds]))
    .orderBy(asc(generationReferences.generationId), asc(generationReferences.position))
  for (const { generationId, role, reference } of rows) {
    const list = found.get(generationId) ?? []
    list.push({ reference: toReferenceDto(reference), role })
    found.set(generationId, list)
  }
  return found
}

/**
 * What the gateway gets as the references of a generation, in order, bytes and all (at most 18 MB).
 *
 * @throws BlobNotFoundError
 */
export async function loadGatewayReferences(
  db: Db,
  blobs: BlobStore,
  generationId: string,
): Promise<GatewayReference[]> {
  const rows = await db
    .select({ url: references.url, sha256: references.sha256, mime: references.mime })
    .from(generationReferences)
    .innerJoin(references, eq(references.id, generationReferences.referenceId))
    .where(eq(generationReferences.generationId, generationId))
    .orderBy(asc(generationReferences.position))
  return Promise.all(
    rows.map(async ({ url, sha256, mime }): Promise<GatewayReference> => {
      if (url !== null) return { kind: 'url', url }
      if (sha256 === null || mime === null) throw new Error('a reference has neither bytes nor an address')
      return { kind: 'bytes', mime, bytes: await blobs.bytes(blobKeys.reference(sha256)) }
    }),
  )
}

/** A reference the person made before from the same source, by the source's hash. */
export async function referenceBySource(
  db: Db,
  { personId, sourceSha256 }: { personId: string; sourceSha256: string },
): Promise<ReferenceDto | null> {
  const [row] = await db
    .select()
    .from(references)
    .where(and(eq(references.personId, personId), eq(references.sourceSha256, sourceSha256)))
  return row ? toReferenceDto(row) : null
}

/** The key of a reference's bytes. @throws AppError `not_found`, also for one that is only an address. */
export async function referenceSha256(db: Db, viewer: Viewer, referenceId: string): Promise<string> {
  const [row] = await db
    .select({ sha256: references.sha256 })
    .from(references)
    .where(and(eq(references.id, referenceId), referenceVisibleTo(viewer)))
  if (!row || row.sha256 === null) throw new AppError('not_found')
  return row.sha256
}
