import 'server-only'
import { getStudio } from '#lib/server.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { authorise } from './authorise.ts'
import { ApiError, toApiError } from './errors.ts'

export interface ApiCall<Params> {
  request: Request
  params: Params
  studio: Studio
  requestId: string
}

function errorAnswer(thrown: unknown, requestId: string, studio: Studio | null): Response {
  const error = toApiError(thrown)
  if (error.status >= 500 && !(thrown instanceof ApiError)) {
    studio?.log.error({ err: thrown, requestId }, 'a program’s request failed')
  }
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId })
  // SDKs send again on 408, 409, 429, 5xx by themselves. A second request is a second picture.
  if (!error.mayRetry) headers.set('x-should-retry', 'false')
  if (error.runId !== undefined) headers.set('x-bunch-generation', error.runId)
  return Response.json({ error: error.body }, { status: error.status, headers })
}

/** Wraps a handler of `/v1` that needs no key of its own: links are signed instead. */
export function openRoute<Params = Record<never, string>>(
  handle: (call: ApiCall<Params>) => Promise<Response>,
) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const requestId = crypto.randomUUID()
    let studio: Studio | null = null
    try {
      studio = await getStudio(request.method)
      const response = await handle({ request, params: await context.params, studio, requestId })
      response.headers.set('x-request-id', requestId)
      return response
    } catch (thrown) {
      return errorAnswer(thrown, requestId, studio)
    }
  }
}

/** Wraps a handler of `/v1`: checks the key and answers every error in OpenAI's envelope. */
export function apiRoute<Params = Record<never, string>>(
  handle: (call: ApiCall<Params> & { actor: Actor }) => Promise<Response>,
) {
  return openRoute<Params>(async (call) => {
    const response = await handle({ ...call, actor: await authorise(call.request, call.studio) })
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    return response
  })
}
