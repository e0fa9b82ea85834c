import { parseId, readJson, route } from '#lib/http.ts'
import { personChange } from '#lib/people/schema.ts'
import { changePerson, removePerson } from '#lib/people/service.ts'

export const PATCH = route<{ personId: string }>('administer', async ({ request, params, studio, actor }) => {
  const personId = parseId(params.personId)
  const change = await readJson(request, personChange)
  return Response.json(await changePerson(studio, actor, personId, change))
})

export const DELETE = route<{ personId: string }>('administer', async ({ params, studio, actor }) => {
  await removePerson(studio, actor, parseId(params.personId))
  return new Response(null, { status: 204 })
})
