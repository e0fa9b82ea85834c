import 'server-only'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { zipResponse } from '#lib/images/zip.ts'
import type { LivingShare } from './data.ts'
import { archiveName, sharedFileName } from './names.ts'
import type { SharedPicture } from './pictures.data.ts'

/** All pictures of a link as one ZIP. */
export function sharedZip(
  blobs: Pick<BlobStore, 'read'>,
  request: Request,
  share: LivingShare,
  pictures: readonly SharedPicture[],
): Response {
  const last = pictures.at(-1)?.n ?? 1
  const entries = pictures.map((picture) => ({
    name: sharedFileName(share, picture, picture.mime, last),
    size: picture.bytes,
    lastModified: picture.madeAt,
    key: blobKeys.original(picture.sha256),
  }))
  const headers = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }
  return zipResponse(blobs, request, { name: archiveName(share), entries, headers })
}
