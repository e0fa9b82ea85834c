import 'server-only'
import { SNIFF_BYTES, type SniffedType, sniffImage } from '#lib/images/sniff.ts'
import { ForbiddenAddressError } from './address-guard.ts'
import type { HttpClient, HttpResponse } from './http-client.ts'

export type DownloadFailure =
  /** Not an http(s) address. */
  | 'invalid_url'
  /** Not a public address, here or behind a redirect. */
  | 'forbidden_address'
  /** The name does not resolve, or nobody answers there. */
  | 'unreachable'
  /** 404 or 410. */
  | 'not_found'
  /** Any other status that is no success. */
  | 'bad_status'
  | 'too_many_redirects'
  | 'too_large'
  /** The whole took too long, or bytes came too slowly. */
  | 'too_slow'
  /** The first bytes are of no picture we know, whatever the label says. */
  | 'not_an_image'
  /** The connection broke, or fewer bytes came than were announced. */
  | 'truncated'
  /** The caller's signal. */
  | 'aborted'

export class DownloadError extends Error {
  readonly reason: DownloadFailure
  /** HTTP status, where there was one. */
  readonly status: number | undefined

  constructor(reason: DownloadFailure, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.name = 'DownloadError'
    this.reason = reason
    this.status = options.status
  }
}

export interface DownloadOptions {
  /** Guards its own connections; see `guardedAgent`. */
  client: HttpClient
  maxBytes: number
  /** Milliseconds for everything, redirects and body included. */
  totalMs: number
  /** Milliseconds in which at least `MIN_PROGRESS` bytes (or the end) must come. */
  stallMs: number
  signal?: AbortSignal
}

export interface Download {
  /** By the bytes, never by the label. */
  mime: SniffedType
  /** Bytes announced; `null` where the server does not say. */
  length: number | null
  etag: string | null
  /** To be read once. Throws `DownloadError`. */
  bytes: AsyncIterable<Uint8Array>
}

const MAX_REDIRECTS = 5
/** Bytes that must come in every `stallMs`: a server that trickles a byte a second is a stalled one. */
const MIN_PROGRESS = 16 * 1024

/** Time limits of one download, as one signal. */
class Watch {
  readonly #controller = new AbortController()
  readonly #timers: NodeJS.Timeout[]
  readonly #outer: AbortSignal | undefined
  readonly #onAbort = () => this.#controller.abort(this.#outer?.reason)
  #received = 0

  constructor({ totalMs, stallMs, signal }: DownloadOptions) {
    this.#outer = signal
    const slow = (message: string) => {
      this.end()
      this.#controller.abort(new DownloadError('too_slow', message))
    }
    const total = setTimeout(slow, totalMs, 'the download took too long')
    const progress = setInterval(() => {
      if (this.#received < MIN_PROGRESS) slow('the bytes came too slowly')
      this.#received = 0
    }, stallMs)
    this.#timers = [total.unref(), progress.unref()]
    if (signal?.aborted) this.#onAbort()
    signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  progress(bytes: number): void {
    this.#received += bytes
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#outer?.removeEventListener('abort', this.#onAbort)
  }

  /** What went wrong, as the caller should see it. */
  failure(thrown: unknown, otherwise: 'unreachable' | 'truncated'): DownloadError {
    if (thrown instanceof DownloadError) return thrown
    if (this.#outer?.aborted)
      return new DownloadError('aborted', 'the download was stopped', { cause: thrown })
    const { aborted, reason } = this.signal
    if (aborted && reason instanceof DownloadError) return reason
    if (thrown instanceof ForbiddenAddressError) {
      return new DownloadError('forbidden_address', thrown.message, { cause: thrown })
    }
    const message = otherwise === 'unreachable' ? 'nobody answers there' : 'the download broke off'
    return new DownloadError(otherwise, message, { cause: thrown })
  }
}

function httpUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new DownloadError('invalid_url', 'not an http or https address')
}

async function followRedirects(
  first: string,
  client: HttpClient,
  signal: AbortSignal,
): Promise<HttpResponse> {
  let url = httpUrl(first)
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await client(url.href, { method: 'GET', headers: { accept: 'image/*' }, signal })
    const location = response.header('location')
    if (response.status < 300 || response.status >= 400 || location === null) return response
    response.discard()
    url = httpUrl(location, url)
  }
  throw new DownloadError('too_many_redirects', `more than ${MAX_REDIRECTS} redirects`)
}

function announcedLength(response: HttpResponse, maxBytes: number): number | null {
  const header = response.header('content-length')
  if (header === null || response.header('content-encoding') !== null) return null
  const length = Number(header)
  if (length > maxBytes) throw new DownloadError('too_large', `${length} bytes, more than ${maxBytes}`)
  return length
}

function checkStatus({ status }: HttpResponse): void {
  if (status >= 200 && status < 300) return
  const reason = status === 404 || status === 410 ? 'not_found' : 'bad_status'
  throw new DownloadError(reason, `answered with status ${status}`, { status })
}

/** The body with every limit applied. Throws `DownloadError`. */
async function* limited(response: HttpResponse, length: number | null, watch: Watch, maxBytes: number) {
  let received = 0
  try {
    for await (const chunk of response.body) {
      received += chunk.byteLength
      watch.progress(chunk.byteLength)
      if (received > maxBytes) throw new DownloadError('too_large', `more than ${maxBytes} bytes`)
      if (watch.signal.aborted) throw watch.signal.reason
      yield chunk
    }
    if (length !== null && received !== length) {
      throw new DownloadError('truncated', `${received} bytes came of ${length}`)
    }
  } catch (thrown) {
    throw watch.failure(thrown, 'truncated')
  } finally {
    watch.end()
    response.discard()
  }
}

async function readHead(chunks: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < SNIFF_BYTES) {
    const next = await chunks.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  return head
}

async function* prepended(head: Uint8Array, rest: AsyncGenerator<Uint8Array>) {
  try {
    yield head
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/**
 * Downloads a picture from an address nobody vouches for. Resolves once the first bytes are there and are a picture's;
 * the rest is streamed. Redirects are followed by hand, each through the client's own address check.
 *
 * @throws DownloadError here, and while `bytes` is read.
 */
export async function downloadImage(url: string, options: DownloadOptions): Promise<Download> {
  const watch = new Watch(options)
  let response: HttpResponse | undefined
  try {
    response = await followRedirects(url, options.client, watch.signal)
    checkStatus(response)
    const length = announcedLength(response, options.maxBytes)
    const body = limited(response, length, watch, options.maxBytes)
    const head = await readHead(body)
    const mime = sniffImage(head)
    if (mime === null) {
      await body.return(undefined)
      throw new DownloadError('not_an_image', 'what is there is not a picture', { status: response.status })
    }
    return { mime, length, etag: response.header('etag'), bytes: prepended(head, body) }
  } catch (thrown) {
    watch.end()
    response?.discard()
    throw watch.failure(thrown, 'unreachable')
  }
}
