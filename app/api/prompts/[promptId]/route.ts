import { parseId, readJson, route } from '#lib/http.ts'
import { promptChange } from '#lib/prompts/schema.ts'
import { changePrompt, deletePrompt } from '#lib/prompts/service.ts'

interface Params {
  promptId: string
}

export const PATCH = route<Params>('make', async ({ request, studio, actor, params }) => {
  const id = parseId(params.promptId)
  return Response.json(await changePrompt(studio, actor, id, await readJson(request, promptChange)))
})

export const DELETE = route<Params>('make', async ({ studio, actor, params }) => {
  await deletePrompt(studio, actor, parseId(params.promptId))
  return new Response(null, { status: 204 })
})
