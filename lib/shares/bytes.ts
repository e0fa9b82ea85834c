import 'server-only'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { bytesResponse, type ServedBytes } from '#lib/images/byte-response.ts'
import type { CopyFormat } from '#lib/images/copy-formats.ts'
import { COPY_TYPES, convertedCopy } from '#lib/images/derivatives.ts'
import { contentDisposition } from '#lib/images/file-name.ts'
import type { LivingShare } from './data.ts'
import { sharedFileName } from './names.ts'
import type { SharedPicture } from './pictures.data.ts'

/** A file of a link's address: `3.png`. `null` for any other. */
export function parseFile(file: string): { number: string; format: CopyFormat } | null {
  const match = /^(?<number>\d+)\.(?<format>png|jpg|webp)$/.exec(file)?.groups
  if (!match?.number) return null
  const format = match.format === 'png' || match.format === 'jpg' ? match.format : 'webp'
  return { number: match.number, format }
}

/** The extension at which a picture's own bytes are; `null` where it is of a type that is only served converted. */
export function ownFormat(mime: string): CopyFormat | null {
  if (mime === COPY_TYPES.png) return 'png'
  if (mime === COPY_TYPES.jpg) return 'jpg'
  return mime === COPY_TYPES.webp ? 'webp' : null
}

/** How a picture is served in a format: the original's bytes where it is the original's own, else a conversion. */
export async function sharedFile(
  blobs: Pick<BlobStore, 'stat' | 'withFile' | 'put'>,
  share: LivingShare,
  picture: SharedPicture,
  params: { format: CopyFormat; download: boolean },
): Promise<ServedBytes> {
  const mime = COPY_TYPES[params.format]
  const own = picture.mime === mime
  const served = own
    ? { key: blobKeys.original(picture.sha256), size: picture.bytes, mime, tag: picture.sha256 }
    : await convertedCopy(blobs, picture.sha256, params.format)
  const name = sharedFileName(share, picture, mime)
  return { ...served, disposition: contentDisposition(params.download ? 'attachment' : 'inline', name) }
}

/**
 * Bytes of a link. A browser may keep them and has to ask each time whether the link still stands: an address of a link is
 * no promise for ever.
 *
 * @param embed pages of other sites may show it (slides, a wiki)
 */
export async function sharedBytesResponse(
  blobs: BlobStore,
  request: Request,
  served: ServedBytes,
  { embed }: { embed: boolean },
): Promise<Response> {
  const response = await bytesResponse(blobs, request, served)
  const { headers } = response
  headers.set('cache-control', 'private, no-cache')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('x-robots-tag', 'noindex')
  if (embed) headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}
