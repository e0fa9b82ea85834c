import { readJson, route } from '#lib/http.ts'
import { preferenceCookies } from '#lib/profile/preference-cookies.ts'
import { profileChange } from '#lib/profile/schema.ts'
import { changeProfile } from '#lib/profile/service.ts'

export const GET = route('view', async ({ me }) => Response.json(me))

export const PATCH = route('view', async ({ request, studio, actor }) => {
  const change = await readJson(request, profileChange)
  await changeProfile(studio, actor, change)
  const response = new Response(null, { status: 204 })
  for (const line of preferenceCookies(change)) response.headers.append('set-cookie', line)
  return response
})
