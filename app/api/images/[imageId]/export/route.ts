import { BODY_LENGTH_HEADER } from '#lib/body-length.ts'
import { parseId, route } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { originalBytes } from '#lib/images/bytes.ts'
import { exportPicture } from '#lib/recipes/export.ts'
import { exportRequest } from '#lib/recipes/export-request.ts'

export const GET = route<{ imageId: string }>('view', async ({ request, params, studio, actor }) => {
  const imageId = parseId(params.imageId)
  const wanted = exportRequest(new URL(request.url).searchParams)
  if (wanted.format === 'original') {
    const original = await originalBytes(studio.db, actor, { imageId, download: true })
    return bytesResponse(studio.blobs, request, original)
  }
  const { bytes, mime, disposition } = await exportPicture(studio, actor, imageId, {
    request: wanted,
    signal: request.signal,
  })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mime,
      'content-disposition': disposition,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      [BODY_LENGTH_HEADER]: String(bytes.byteLength),
    },
  })
})
