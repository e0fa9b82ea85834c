import 'server-only'
import { readFile } from 'node:fs/promises'
import type { Db } from '#lib/db/client.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { heicToPng } from '#lib/images/heic.ts'
import { inspectImage, NotAnImageError, readMetadata } from '#lib/images/inspect.ts'
import { lookOfPicture } from '#lib/images/thumbnails.ts'
import { shownImage } from '#lib/recipes/data.ts'
import { findRecipe } from '#lib/recipes/read.ts'
import { receive } from '#lib/references/receive.ts'
import { displayName, namingUpload } from '#lib/references/service.ts'
import { REFERENCE_UPLOAD } from '#lib/references/upload.ts'
import { lookHex } from './look.ts'
import type { FoundImageDto } from './schema.ts'

/**
 * Which of the pictures that the person may see a file is: by its very bytes, or by the recipe that an exported copy carries;
 * and how it looks, to find those that look like it. Nothing of the file is kept.
 *
 * @throws AppError `reference_too_large`, `reference_unreadable`, `storage_full`
 */
export async function findByPicture(
  db: Db,
  viewer: Viewer,
  upload: { body: AsyncIterable<Uint8Array>; name: string },
): Promise<FoundImageDto> {
  return namingUpload(displayName(upload.name), () =>
    receive(upload.body, REFERENCE_UPLOAD.maxBytes, async (file) => {
      // First whether it is a picture at all, which bounds what reading on may cost.
      const look = lookHex(await lookOfFile(file.path))
      const found = await findRecipe(db, viewer, file)
      // What the recipe of a file names is anybody's word: it is looked up as for anybody.
      const image = found && (await shownImage(db, viewer, found.recipe.imageId))
      return { imageId: image?.id ?? null, look }
    }),
  )
}

/** The look of any picture that could be a reference. @throws NotAnImageError */
async function lookOfFile(path: string): Promise<string> {
  const { mime } = await inspectImage(path)
  const { icc } = await readMetadata(path)
  try {
    return await lookOfPicture(mime === 'image/heic' ? await heicToPng(await readFile(path), icc) : path)
  } catch (cause) {
    throw new NotAnImageError('its pixels cannot be decoded', cause)
  }
}
