import 'server-only'
import { AppError } from '#lib/errors.ts'
import { contentDisposition } from '#lib/images/file-name.ts'
import { fileStem } from '#lib/images/file-stem.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { captionsOf } from './captions.ts'
import { sheetPictures } from './data.ts'
import { sheetPdf } from './pdf.ts'
import { sheetPng } from './png.ts'
import type { ContactSheetInput, SheetPictureDto } from './schema.ts'

/** The pictures of a sheet, for its preview. Those that the person may not see are left out. */
export async function sheetPreview(
  studio: Pick<Studio, 'db'>,
  actor: Actor,
  imageIds: readonly string[],
): Promise<SheetPictureDto[]> {
  const pictures = await sheetPictures(studio.db, actor, imageIds)
  return pictures.map((picture, index) => {
    const { id, width, height } = picture
    return { id, width, height, captions: captionsOf(picture, index) }
  })
}

// On `globalThis`, since Next may evaluate this module more than once.
const holder = globalThis as typeof globalThis & { bunchSheets?: Promise<unknown> }

/**
 * A sheet of pictures in the order asked for, as a file to save. Those that the person may not see are left out. PNGs, which
 * are whole in memory, are made one after the other.
 *
 * @throws AppError `not_found` where the person may see none of them
 */
export async function contactSheet(
  studio: Pick<Studio, 'db' | 'blobs'>,
  actor: Actor,
  input: ContactSheetInput,
): Promise<Response> {
  const { imageIds, format, ...options } = input
  const pictures = await sheetPictures(studio.db, actor, imageIds)
  if (pictures.length === 0) throw new AppError('not_found')
  const name = `${fileStem(options.title) || 'contact sheet'}.${format}`
  const headers = {
    'content-type': format === 'pdf' ? 'application/pdf' : 'image/png',
    'content-disposition': contentDisposition('attachment', name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  }
  if (format === 'pdf') return new Response(sheetPdf(studio.blobs, pictures, options), { headers })
  const made = (holder.bunchSheets ?? Promise.resolve()).then(() => sheetPng(studio.blobs, pictures, options))
  // Whoever asked hears of a failure; the line goes on.
  holder.bunchSheets = made.catch(() => {})
  return new Response(await made, { headers })
}
