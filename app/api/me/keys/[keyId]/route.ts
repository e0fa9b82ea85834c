import { revokeKey } from '#lib/api-keys/service.ts'
import { parseId, route } from '#lib/http.ts'

export const DELETE = route<{ keyId: string }>('view', async ({ params, studio, actor }) => {
  await revokeKey(studio, actor, parseId(params.keyId))
  return new Response(null, { status: 204 })
})
