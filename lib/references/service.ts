import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { BlobStoreFullError, blobKeys } from '#lib/blob-store/blob-store.ts'
import { AppError } from '#lib/errors.ts'
import type { ServedBytes } from '#lib/images/byte-response.ts'
import { storedImage } from '#lib/images/bytes.data.ts'
import { oneLine } from '#lib/images/file-stem.ts'
import { NotAnImageError } from '#lib/images/inspect.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { referenceBySource, referenceSha256 } from './data.ts'
import { download } from './download.ts'
import { encodeReference } from './encode.ts'
import { insertReference } from './mutations.ts'
import { type Received, receive, TooManyBytesError } from './receive.ts'
import type { ReferenceDto, ReferenceUrlInput } from './schema.ts'
import { REFERENCE_UPLOAD } from './upload.ts'

type Context = Pick<Studio, 'db' | 'blobs' | 'now'>

const NAME_MAX_CHARS = 120

/**
 * Keeps a picture a person uploads. The same bytes from the same person are one reference, whatever their name.
 *
 * @param upload.look gets to see the file while it is there
 * @throws AppError `reference_too_large`, `reference_unreadable`, `storage_full`
 */
export async function uploadReference(
  context: Context,
  actor: Actor,
  upload: { body: AsyncIterable<Uint8Array>; name: string; look?: (file: Received) => Promise<void> },
): Promise<ReferenceDto> {
  const name = displayName(upload.name)
  return namingUpload(name, () =>
    receive(upload.body, REFERENCE_UPLOAD.maxBytes, async (file) => {
      const reference = await keep(context, actor, { source: file.path, sourceSha256: file.sha256, name })
      await upload.look?.(file)
      return reference
    }),
  )
}

/** The same for bytes that are in memory already, as in a data URI. @throws AppError as `uploadReference` does */
export async function referenceFromBytes(
  context: Context,
  actor: Actor,
  input: { bytes: Uint8Array; name: string },
): Promise<ReferenceDto> {
  const name = displayName(input.name)
  return namingUpload(name, async () => {
    if (input.bytes.byteLength > REFERENCE_UPLOAD.maxBytes) {
      throw new TooManyBytesError(REFERENCE_UPLOAD.maxBytes)
    }
    const sourceSha256 = createHash('sha256').update(input.bytes).digest('hex')
    return keep(context, actor, { source: input.bytes, sourceSha256, name })
  })
}

/**
 * Keeps an address to be passed on (`link`), or the picture that is there now (`fetch`).
 *
 * @throws AppError `reference_url_invalid`, `reference_url_forbidden`, `reference_url_unreachable`, and as
 * `uploadReference` does for what was fetched
 */
export async function referenceFromUrl(
  context: Context & Pick<Studio, 'env'>,
  actor: Actor,
  input: ReferenceUrlInput,
): Promise<ReferenceDto> {
  const url = httpUrl(input.url)
  const name = displayName(lastSegment(url) || url.hostname)
  if (input.mode === 'link') {
    return insertReference(context.db, {
      id: randomUUID(),
      personId: actor.personId,
      kind: 'url',
      url: url.href,
      name,
      // No file has this hash, so that adding an address twice gives the same reference as well.
      sourceSha256: createHash('sha256').update(`address:${url.href}`).digest('hex'),
      createdAt: context.now(),
    })
  }
  return namingUpload(name, () =>
    download(url, context.env.BUNCH_ALLOW_HOSTS, (body) =>
      receive(body, REFERENCE_UPLOAD.maxBytes, ({ path, sha256 }) =>
        keep(context, actor, { source: path, sourceSha256: sha256, name }),
      ),
    ),
  )
}

/**
 * Makes one of the studio's own pictures a reference: from its original bytes.
 *
 * @throws AppError `not_found`, `storage_full`
 */
export async function referenceFromImage(
  context: Context,
  actor: Actor,
  { imageId }: { imageId: string },
): Promise<ReferenceDto> {
  const { sha256, prompt } = await storedImage(context.db, actor, imageId)
  const name = displayName(prompt)
  return namingUpload(name, () =>
    context.blobs.withFile(blobKeys.original(sha256), (path) =>
      keep(context, actor, { source: path, sourceSha256: sha256, name }),
    ),
  )
}

/** How a reference's thumbnail is served. @throws AppError `not_found`, also for one that is only an address */
export async function referenceThumb(
  { db, blobs }: Pick<Studio, 'db' | 'blobs'>,
  actor: Actor,
  referenceId: string,
): Promise<ServedBytes> {
  const sha256 = await referenceSha256(db, actor, referenceId)
  const key = blobKeys.referenceThumb(sha256)
  const info = await blobs.stat(key)
  if (!info) throw new Error(`no blob at ${key}, though its row is there`)
  return { key, size: info.size, mime: 'image/webp', tag: `${sha256}-thumb` }
}

/** Encodes and stores, unless the person gave the same bytes before. The row comes last: it promises the bytes. */
async function keep(
  { db, blobs, now }: Context,
  { personId }: Actor,
  upload: { source: string | Uint8Array; sourceSha256: string; name: string },
): Promise<ReferenceDto> {
  const { source, sourceSha256, name } = upload
  const before = await referenceBySource(db, { personId, sourceSha256 })
  if (before) return before
  const { bytes, thumb, mime, width, height, thumbHash, converted } = await encodeReference(source)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await blobs.put(blobKeys.reference(sha256), bytes)
  await blobs.put(blobKeys.referenceThumb(sha256), thumb)
  return insertReference(db, {
    id: randomUUID(),
    personId,
    kind: 'bytes',
    name,
    sourceSha256,
    sha256,
    mime,
    width,
    height,
    bytes: bytes.byteLength,
    thumbHash,
    converted,
    createdAt: now(),
  })
}

/** Runs `work` and says what a person can do about its failure. */
export async function namingUpload<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof TooManyBytesError) {
      const max = REFERENCE_UPLOAD.maxBytes / 1024 / 1024
      throw new AppError('reference_too_large', { params: { name, max }, cause })
    }
    if (cause instanceof NotAnImageError)
      throw new AppError('reference_unreadable', { params: { name }, cause })
    if (cause instanceof BlobStoreFullError || isNoSpace(cause)) throw new AppError('storage_full', { cause })
    throw cause
  }
}

/** The temporary file's disk is full. */
function isNoSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

export const displayName = (text: string) => oneLine(text, NAME_MAX_CHARS) || 'image'

function httpUrl(text: string): URL {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new AppError('reference_url_invalid')
  return url
}

/** `photo 1.png` of `https://example.org/a/photo%201.png?x=1`. */
function lastSegment(url: URL): string {
  const segment = url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    if (error instanceof URIError) return segment
    throw error
  }
}
