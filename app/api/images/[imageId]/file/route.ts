import { parseId, route } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { originalBytes } from '#lib/images/bytes.ts'

export const GET = route<{ imageId: string }>('view', async ({ request, params, studio, actor }) => {
  const download = new URL(request.url).searchParams.has('download')
  const original = await originalBytes(studio.db, actor, { imageId: parseId(params.imageId), download })
  return bytesResponse(studio.blobs, request, original)
})

export const HEAD = GET
