import { parseId, route } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { referenceThumb } from '#lib/references/service.ts'

export const GET = route<{ referenceId: string }>('view', async ({ request, params, studio, actor }) => {
  const thumb = await referenceThumb(studio, actor, parseId(params.referenceId))
  return bytesResponse(studio.blobs, request, thumb)
})

export const HEAD = GET
