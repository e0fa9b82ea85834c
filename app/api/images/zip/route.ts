import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { AppError } from '#lib/errors.ts'
import { readJsonOrForm, route } from '#lib/http.ts'
import { picturesForZip } from '#lib/images/zip.data.ts'
import { zipInput } from '#lib/images/zip.schema.ts'
import { zipResponse } from '#lib/images/zip.ts'
import { zipNames } from '#lib/images/zip-names.ts'

export const POST = route('view', async ({ request, studio, actor }) => {
  const { imageIds, template, timeZone } = await readJsonOrForm(request, 'zip', zipInput)
  const pictures = await picturesForZip(studio.db, actor, imageIds)
  if (pictures.length === 0) throw new AppError('not_found')
  const names = zipNames(template, pictures, timeZone)
  const entries = pictures.map(({ sha256, bytes, madeAt }, index) => ({
    name: names[index] ?? `${index + 1}`,
    size: bytes,
    lastModified: madeAt,
    key: blobKeys.original(sha256),
  }))
  const name = `Bunch ${studio.now().toISOString().slice(0, 10)}.zip`
  return zipResponse(studio.blobs, request, { name, entries })
})
