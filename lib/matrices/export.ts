import 'server-only'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { inLine } from '#lib/images/derivatives.ts'
import { contentDisposition } from '#lib/images/file-name.ts'
import { fileExtension, fileStem } from '#lib/images/file-stem.ts'
import { type ZipEntry, zipResponse } from '#lib/images/zip.ts'
import { publicOrigin } from '#lib/openai-api/links.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { matrixCsv } from './csv.ts'
import type { View } from './grid.ts'
import { type LabelWords, valueLabel } from './labels.ts'
import { type MatrixPicture, matrixPictures } from './pictures.data.ts'
import type { MatrixDto } from './schema.ts'
import { drawSheet } from './sheet.ts'

/** A file of a matrix, as one person sees it. */
export async function exportMatrix(
  studio: Pick<Studio, 'db' | 'blobs' | 'env'>,
  actor: Actor,
  request: Request,
  asked: {
    matrix: MatrixDto
    view: View
    words: LabelWords
    format: 'csv' | 'png' | 'zip'
    /** Of the file, without an extension. */
    name: string
  },
): Promise<Response> {
  const { matrix, view, words, format, name } = asked
  const headers = {
    'content-disposition': contentDisposition('attachment', `${name}.${format}`),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (format === 'csv') {
    return new Response(matrixCsv(matrix, words, publicOrigin(request, studio.env.BUNCH_URL)), {
      headers: { ...headers, 'content-type': 'text/csv; charset=utf-8' },
    })
  }
  const pictures = await matrixPictures(studio.db, actor, matrix.id)
  if (format === 'zip') {
    const entries = zipEntries(matrix, pictures, words)
    return zipResponse(studio.blobs, request, { name: `${name}.zip`, entries })
  }
  const png = await inLine(() => {
    // A person who has gone before their turn came is not worked for.
    request.signal.throwIfAborted()
    return drawSheet(studio.blobs, matrix, pictures, view, words)
  })
  return new Response(new Uint8Array(png), { headers: { ...headers, 'content-type': 'image/png' } })
}

/** The pictures in the order of their cells, each named by its cell: no two have the same numbers. */
function zipEntries(
  { axes, places, generations }: MatrixDto,
  pictures: ReadonlyMap<string, MatrixPicture>,
  words: LabelWords,
): ZipEntry[] {
  return generations.flatMap((run) =>
    run.images.flatMap((image) => {
      const picture = pictures.get(image.id)
      if (!picture) return []
      const cell = run.matrix?.cell ?? []
      const values = axes.map((axis, index) =>
        valueLabel(axis, places[index]?.indexOf(cell[index] ?? -1) ?? -1, words),
      )
      const numbers = [...cell, ...(run.n > 1 ? [image.index] : [])].map((place) => place + 1)
      const stem = fileStem(`${numbers.join('-')} ${values.join(', ')}`)
      return {
        name: `${stem}.${fileExtension(picture.mime)}`,
        size: picture.bytes,
        lastModified: picture.madeAt,
        key: blobKeys.original(picture.sha256),
      }
    }),
  )
}
