import 'server-only'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import type { Db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/studio.ts'
import type { ServedBytes } from './byte-response.ts'
import { linkedImage, type StoredImage, storedImage } from './bytes.data.ts'
import { storedThumb } from './derivatives.ts'
import { contentDisposition, imageFileName } from './file-name.ts'
import { THUMB_WIDTHS, type ThumbWidth } from './thumb-widths.ts'

/** How a picture's original is served. @throws AppError `not_found` */
export async function originalBytes(
  db: Db,
  actor: Actor,
  params: { imageId: string; download: boolean },
): Promise<ServedBytes> {
  const image = await storedImage(db, actor, params.imageId)
  return served(image, params.download ? 'attachment' : 'inline')
}

/** How a picture's original is served to whoever has a signed link to it. @throws AppError `not_found` */
export async function linkedBytes(db: Db, imageId: string): Promise<ServedBytes> {
  return served(await linkedImage(db, imageId), 'inline')
}

function served(image: StoredImage, type: 'inline' | 'attachment'): ServedBytes {
  const name = imageFileName(image.prompt, image.index, image.mime)
  return {
    key: blobKeys.original(image.sha256),
    size: image.bytes,
    mime: image.mime,
    tag: image.sha256,
    disposition: contentDisposition(type, name),
  }
}

/** How a picture's thumbnail is served. Made now where the worker has not come to it yet. @throws AppError `not_found` */
export async function thumbBytes(
  db: Db,
  blobs: BlobStore,
  actor: Actor,
  params: { imageId: string; width: ThumbWidth },
): Promise<ServedBytes> {
  const { sha256 } = await storedImage(db, actor, params.imageId)
  return storedThumb(blobs, sha256, params.width)
}

/** The widths there are. @throws AppError `not_found` for any other. */
export function thumbWidth(text: string): ThumbWidth {
  const width = THUMB_WIDTHS.find((known) => String(known) === text)
  if (width === undefined) throw new AppError('not_found')
  return width
}
