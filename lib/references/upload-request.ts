import 'server-only'
import { AppError } from '#lib/errors.ts'

/** The name a browser gives beside raw bytes, URI-encoded because headers are Latin-1. Nothing is taken on trust. */
export function uploadName(headers: Headers): string {
  const header = headers.get('x-file-name') ?? ''
  try {
    return decodeURIComponent(header)
  } catch (error) {
    if (error instanceof URIError) return header
    throw error
  }
}

/**
 * A request's body, chunk by chunk. Whoever stops reading early leaves the rest to the server, which reads on and throws
 * it away: cancelling would close the connection before the answer that says why.
 *
 * @throws AppError `invalid_input` where the connection breaks in the middle
 */
export async function* uploadBody(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return
  const reader = request.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new AppError('invalid_input', { field: 'body', params: { problem: 'it broke off' }, cause })
      })
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}
