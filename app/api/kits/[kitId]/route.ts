import { AppError } from '#lib/errors.ts'
import { parseId, readJson, route } from '#lib/http.ts'
import { kitFor } from '#lib/kits/data.ts'
import { kitChange, kitEdit } from '#lib/kits/schema.ts'
import { changeKit, deleteKit, editKit } from '#lib/kits/service.ts'

type Params = { kitId: string }

/** The version that a request asks for; what is no number of a version is none that is there. */
function wantedVersion(request: Request): number | undefined {
  const text = new URL(request.url).searchParams.get('version')
  if (text === null) return undefined
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new AppError('not_found')
  return Number(text)
}

export const GET = route<Params>('view', async ({ request, params, studio, actor }) =>
  Response.json(await kitFor(studio.db, actor, parseId(params.kitId), wantedVersion(request))),
)

export const PUT = route<Params>('make', async ({ request, params, studio, actor }) => {
  const id = parseId(params.kitId)
  return Response.json(await editKit(studio, actor, id, await readJson(request, kitEdit)))
})

export const PATCH = route<Params>('make', async ({ request, params, studio, actor }) => {
  const id = parseId(params.kitId)
  return Response.json(await changeKit(studio, actor, id, await readJson(request, kitChange)))
})

export const DELETE = route<Params>('make', async ({ params, studio, actor }) => {
  await deleteKit(studio, actor, parseId(params.kitId))
  return new Response(null, { status: 204 })
})
