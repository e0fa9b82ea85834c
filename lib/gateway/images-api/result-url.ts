import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { GeneratedImage } from '#lib/gateway/adapter.ts'
import { GatewayError } from '#lib/gateway/errors.ts'
import { type Download, DownloadError, type DownloadFailure, downloadImage } from '#lib/outbound/download.ts'
import type { HttpClient } from '#lib/outbound/http-client.ts'
import { type Scrub, safeCause } from './scrub.ts'

export interface ResultDownloadOptions {
  client: HttpClient
  scrub: Scrub
  /** Milliseconds before the second, the third … try. */
  backoffMs: readonly number[]
  totalMs: number
  stallMs: number
}

const MAX_RESULT_BYTES = 100 * 1024 * 1024

/** Failures that trying again cannot change. */
const FINAL: readonly DownloadFailure[] = ['invalid_url', 'forbidden_address', 'too_large', 'aborted']

const WORDS: Record<DownloadFailure, string> = {
  invalid_url: 'The gateway’s link to the picture is not an address.',
  forbidden_address:
    'The gateway’s link to the picture leads to a private or local address; BUNCH_ALLOW_HOSTS can allow it.',
  unreachable: 'Nobody answers at the gateway’s link to the picture.',
  not_found: 'The picture is not at the gateway’s link (any more).',
  bad_status: 'The gateway’s link to the picture answered with an error.',
  too_many_redirects: 'The gateway’s link to the picture redirects without end.',
  too_large: 'What is at the gateway’s link is larger than any picture.',
  too_slow: 'The picture came too slowly from the gateway’s link.',
  not_an_image: 'What is at the gateway’s link is not a picture.',
  truncated: 'The download of the picture broke off.',
  aborted: 'The download of the picture was stopped.',
}

/** Where a second try may go on from: the same file, told by its length and its ETag. */
const isSameFile = (a: Download, b: Download) =>
  a.length !== null && a.length === b.length && a.etag === b.etag && a.mime === b.mime

async function* withoutFirst(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let skip = count
  for await (const chunk of bytes) {
    if (skip < chunk.byteLength) yield chunk.subarray(skip)
    skip = Math.max(0, skip - chunk.byteLength)
  }
}

/**
 * Downloads the picture behind a gateway's link, trying again a few times. Where a download breaks off in the middle,
 * the next try hands on only what is missing, provided that it is the same file.
 *
 * @throws GatewayError `result_lost` with the link, here and while the bytes are read.
 */
export async function downloadResult(
  url: string,
  signal: AbortSignal,
  options: ResultDownloadOptions,
): Promise<GeneratedImage> {
  const { client, backoffMs, totalMs, stallMs, scrub } = options
  let tries = 0

  /** Opens the file, unless the tries are used up. `failed` is why the one before ended. */
  async function open(failed?: DownloadError): Promise<Download> {
    let last = failed
    for (;;) {
      if (last) {
        const wait = backoffMs[tries - 1]
        if (wait === undefined || FINAL.includes(last.reason) || signal.aborted) throw lost(last)
        await sleep(wait, undefined, { signal }).catch(() => {})
      }
      tries++
      try {
        return await downloadImage(url, { client, maxBytes: MAX_RESULT_BYTES, totalMs, stallMs, signal })
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        last = thrown
      }
    }
  }

  function lost(error: DownloadError): GatewayError {
    const cause = safeCause(error, scrub)
    const details = { resultUrl: url, cause, ...(error.status === undefined ? {} : { status: error.status }) }
    return new GatewayError('result_lost', WORDS[error.reason], details)
  }

  const first = await open()
  async function* bytes() {
    let received = 0
    let download = first
    for (;;) {
      try {
        for await (const chunk of withoutFirst(download.bytes, received)) {
          received += chunk.byteLength
          yield chunk
        }
        return
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        download = await open(thrown)
        if (received > 0 && !isSameFile(first, download)) throw lost(thrown)
      }
    }
  }
  return { bytes: bytes() }
}
