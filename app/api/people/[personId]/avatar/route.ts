import { parseId, route } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { avatarBytes } from '#lib/profile/service.ts'

export const GET = route<{ personId: string }>('view', async ({ request, params, studio }) => {
  const avatar = await avatarBytes(studio, parseId(params.personId))
  const response = await bytesResponse(studio.blobs, request, avatar)
  // Only the address of these very bytes may be kept for ever.
  if (new URL(request.url).searchParams.get('v') !== avatar.tag) {
    response.headers.set('cache-control', 'private, no-cache')
  }
  return response
})

export const HEAD = GET
