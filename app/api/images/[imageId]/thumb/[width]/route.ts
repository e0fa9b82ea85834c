import { parseId, route } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { thumbBytes, thumbWidth } from '#lib/images/bytes.ts'

export const GET = route<{ imageId: string; width: string }>(
  'view',
  async ({ request, params, studio, actor }) => {
    const width = thumbWidth(params.width)
    const thumb = await thumbBytes(studio.db, studio.blobs, actor, {
      imageId: parseId(params.imageId),
      width,
    })
    return bytesResponse(studio.blobs, request, thumb)
  },
)

export const HEAD = GET
