import 'server-only'
import { AppError } from '#lib/errors.ts'
import { NotAnImageError } from '#lib/images/inspect.ts'
import { guardedAgent } from '#lib/outbound/address-guard.ts'
import { DownloadError, downloadImage } from '#lib/outbound/download.ts'
import { dispatcherClient } from '#lib/outbound/http-client.ts'
import { TooManyBytesError } from './receive.ts'
import { REFERENCE_UPLOAD } from './upload.ts'

const TOTAL_MS = 60_000
const STALL_MS = 10_000

/**
 * Downloads a picture from an address that a person typed, and never from a private one unless the operator listed it.
 *
 * @throws AppError `reference_url_*`, `NotAnImageError`, `TooManyBytesError`, or what `use` throws
 */
export async function download<T>(
  url: URL,
  allowHosts: readonly string[],
  use: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  // A connection pool of its own, closed afterwards: addresses of people are rarely asked for twice.
  const agent = guardedAgent({ allowHosts, alwaysAllow: null })
  try {
    const { bytes } = await downloadImage(url.href, {
      client: dispatcherClient(agent),
      maxBytes: REFERENCE_UPLOAD.maxBytes,
      totalMs: TOTAL_MS,
      stallMs: STALL_MS,
    })
    return await use(bytes)
  } catch (thrown) {
    throw thrown instanceof DownloadError ? asSeenByPeople(thrown) : thrown
  } finally {
    await agent.destroy()
  }
}

function asSeenByPeople(cause: DownloadError): Error {
  switch (cause.reason) {
    case 'invalid_url':
      return new AppError('reference_url_invalid', { field: 'url', cause })
    case 'forbidden_address':
      return new AppError('reference_url_forbidden', { field: 'url', cause })
    case 'not_an_image':
      return new NotAnImageError('the address answers with something else', cause)
    case 'too_large':
      return new TooManyBytesError(REFERENCE_UPLOAD.maxBytes)
    default:
      return new AppError('reference_url_unreachable', {
        field: 'url',
        params: { reason: cause.reason },
        cause,
      })
  }
}
