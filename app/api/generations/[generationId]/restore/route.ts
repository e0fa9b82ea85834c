import { setGenerationTrashed } from '#lib/generations/service.ts'
import { parseId, route } from '#lib/http.ts'

export const POST = route<{ generationId: string }>('make', async ({ params, studio, actor }) =>
  Response.json(await setGenerationTrashed(studio, actor, parseId(params.generationId), false)),
)
