import { publicOrigin } from '#lib/openai-api/links.ts'
import { readImagesRequest } from '#lib/openai-api/request.ts'
import { apiRoute } from '#lib/openai-api/route.ts'
import { acceptedAnswer, finishedAnswer } from '#lib/openai-api/run.ts'
import { acceptRequest, repeatOf } from '#lib/openai-api/service.ts'

export const POST = apiRoute(async ({ request, studio, actor }) => {
  const repeat = repeatOf(request.headers)
  const asked = await readImagesRequest(request)
  const id = await acceptRequest(studio, actor, asked, repeat)
  const run = { id, personId: actor.personId }
  const response = /\brespond-async\b/i.test(request.headers.get('prefer') ?? '')
    ? await acceptedAnswer(studio, run)
    : await finishedAnswer(studio, run, {
        responseFormat: asked.responseFormat,
        origin: publicOrigin(request, studio.env.BUNCH_URL),
        signal: request.signal,
      })
  if (asked.ignored.length > 0) response.headers.set('x-bunch-ignored', headerText(asked.ignored.join(', ')))
  return response
})

/** Names come from the program: as a header they must be plain and short. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 500)
}
