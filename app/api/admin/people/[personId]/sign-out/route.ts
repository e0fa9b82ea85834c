import { parseId, route } from '#lib/http.ts'
import { signPersonOut } from '#lib/people/service.ts'

export const POST = route<{ personId: string }>('administer', async ({ params, studio, actor }) => {
  await signPersonOut(studio, actor, parseId(params.personId))
  return new Response(null, { status: 204 })
})
