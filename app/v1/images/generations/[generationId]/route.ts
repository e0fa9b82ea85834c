import { parseId } from '#lib/http.ts'
import { publicOrigin } from '#lib/openai-api/links.ts'
import { apiRoute } from '#lib/openai-api/route.ts'
import { runAnswer } from '#lib/openai-api/run.ts'

export const GET = apiRoute<{ generationId: string }>(async ({ request, params, studio, actor }) => {
  const format = new URL(request.url).searchParams.get('response_format')
  return runAnswer(
    studio,
    { id: parseId(params.generationId), personId: actor.personId },
    {
      responseFormat: format === 'b64_json' ? 'b64_json' : 'url',
      origin: publicOrigin(request, studio.env.BUNCH_URL),
    },
  )
})
