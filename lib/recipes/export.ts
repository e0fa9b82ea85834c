import 'server-only'
import type { Sharp } from 'sharp'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { AppError } from '#lib/errors.ts'
import { storedImage } from '#lib/images/bytes.data.ts'
import { COPY_TYPES, encoded, fitting, inLine, uprightPicture } from '#lib/images/derivatives.ts'
import { contentDisposition, imageFileName } from '#lib/images/file-name.ts'
import { inspectImage } from '#lib/images/inspect.ts'
import { sharp } from '#lib/images/sharp.ts'
import type { Size } from '#lib/models/catalogue.ts'
import type { UseCase } from '#lib/models/use-cases.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { imageRecipe } from './data.ts'
import type { ExportRequest } from './export-request.ts'
import { writeXmp } from './xmp.ts'

export type CopyRequest = Exclude<ExportRequest, { format: 'original' }>

export interface Exported {
  bytes: Buffer
  mime: string
  /** `Content-Disposition`. */
  disposition: string
}

/**
 * A picture made to order: in a format, at the exact size of a use, with its recipe or without any metadata. It is not
 * kept: what is kept is the original, which never changes.
 *
 * @param signal a person who has gone before their turn came is not worked for
 * @throws AppError `not_found`
 */
export async function exportPicture(
  { db, blobs }: Pick<Studio, 'db' | 'blobs'>,
  actor: Actor,
  imageId: string,
  { request, signal }: { request: CopyRequest; signal: AbortSignal },
): Promise<Exported> {
  const image = await storedImage(db, actor, imageId)
  const made = request.recipe ? await imageRecipe(db, actor, imageId) : null
  if (request.recipe && !made) throw new AppError('not_found')
  const xmp = made && writeXmp(made.recipe, made.sandbox ? 'program' : 'model')
  const bytes = await inLine(() => {
    signal.throwIfAborted()
    return render(blobs, image.sha256, request, xmp)
  })
  const mime = COPY_TYPES[request.format]
  const name = withSize(imageFileName(image.prompt, image.index, mime), request.use)
  return { bytes, mime, disposition: contentDisposition('attachment', name) }
}

function render(
  blobs: Pick<BlobStore, 'withFile'>,
  sha256: string,
  { format, use, crop }: CopyRequest,
  xmp: string | null,
): Promise<Buffer> {
  return blobs.withFile(blobKeys.original(sha256), async (path) => {
    const upright = uprightPicture(path)
    const picture = use ? cut(upright, await inspectImage(path), use, crop) : fitting(upright, format)
    return encoded(xmp === null ? picture : picture.withXmp(xmp), format)
  })
}

/** Exactly a use's pixels, of the part that is wanted. */
function cut(picture: Sharp, from: Size, { width, height }: UseCase, crop: CopyRequest['crop']): Sharp {
  if (crop === 'attention') {
    return picture.resize({ width, height, fit: 'cover', position: sharp.strategy.attention })
  }
  const scale = Math.max(width / from.width, height / from.height)
  const whole = {
    width: Math.max(width, Math.round(from.width * scale)),
    height: Math.max(height, Math.round(from.height * scale)),
  }
  const left = Math.round((whole.width - width) * crop)
  const top = Math.round((whole.height - height) * crop)
  return picture.resize({ ...whole, fit: 'fill' }).extract({ left, top, width, height })
}

/** `fox 1.png` for a story: `fox 1 1080x1920.png`. */
function withSize(name: string, use: UseCase | null): string {
  if (!use) return name
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)} ${use.width}x${use.height}${name.slice(dot)}`
}
