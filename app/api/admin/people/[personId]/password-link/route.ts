import { parseId, route } from '#lib/http.ts'
import { makePasswordLink } from '#lib/password-links/service.ts'

export const POST = route<{ personId: string }>('administer', async ({ params, studio, actor }) =>
  Response.json(await makePasswordLink(studio, actor, parseId(params.personId)), {
    status: 201,
    headers: { 'cache-control': 'no-store' },
  }),
)
