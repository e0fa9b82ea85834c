import 'server-only'
import { BlobNotFoundError } from '#lib/blob-store/blob-store.ts'
import { AppError } from '#lib/errors.ts'
import { getStudio } from '#lib/server.ts'
import type { Studio } from '#lib/studio.ts'
import { goneResponse, troubleResponse } from './quiet-pages.ts'
import { type Words, wordsFor } from './words.ts'

interface Call<Params> {
  request: Request
  params: Params
  studio: Studio
  words: Words
}

/**
 * Wraps a route under `/s/`: whoever asks may be nobody. `null` is the one calm page that every link answers which shows
 * nothing, for pages, pictures and files alike.
 */
export function shareRoute<Params>(handle: (call: Call<Params>) => Promise<Response | null>) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const words = wordsFor(request)
    let studio: Studio | null = null
    try {
      studio = await getStudio(request.method)
      const response = await handle({ request, params: await context.params, studio, words })
      return response ?? goneResponse(words)
    } catch (thrown) {
      // Its bytes went while it was asked for: to a stranger the same as any picture that is not there.
      if (thrown instanceof BlobNotFoundError) {
        studio?.log.error({ err: thrown }, 'a shared picture has no bytes')
        return goneResponse(words)
      }
      const status = thrown instanceof AppError ? thrown.status : 500
      if (status >= 500) studio?.log.error({ err: thrown }, 'a shared link could not be answered')
      return troubleResponse(words, status)
    }
  }
}
