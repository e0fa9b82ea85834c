import 'server-only'
import { pipeline, Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Dispatcher } from 'undici'

/** A body whose pieces are made while they are sent, so that 18 MB of references never exist twice. */
export interface RequestBody {
  /** Bytes of all pieces together. */
  length: number
  chunks: () => Iterable<Uint8Array>
}

export interface HttpRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: RequestBody
  signal: AbortSignal
  /** Called when a connection is there and the request is about to be written to it: before that, nothing was sent. */
  onStart?: () => void
}

export interface HttpResponse {
  status: number
  header: (name: string) => string | null
  /** To be read once. Fails where the connection breaks before the end. */
  body: AsyncIterable<Uint8Array>
  /** Lets go of a body nobody will read. */
  discard: () => void
}

/** One HTTP exchange. Never follows redirects. Rejects with the signal's reason when it is aborted. */
export type HttpClient = (url: string, request: HttpRequest) => Promise<HttpResponse>

const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
}

/** Bodies are asked for as they are; this undoes the compression of servers that do not listen. */
function decoded(body: Readable, encoding: string | undefined): Readable {
  const decoder = DECODERS[encoding?.trim().toLowerCase() ?? '']?.()
  if (!decoder) return body
  // Errors of the body travel through the decoder to whoever iterates over it.
  return pipeline(body, decoder, () => {})
}

function announceStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        onStart()
        handler.onRequestStart?.(controller, context)
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    })
}

/** Settles with the work, or rejects as soon as the signal is aborted: a connection being opened cannot be aborted. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const SMALL_BODY = 256 * 1024

/** A client over real connections. */
export function dispatcherClient(dispatcher: Dispatcher): HttpClient {
  return async (url, { method, headers, body, signal, onStart }) => {
    signal.throwIfAborted()
    const target = new URL(url)
    const via = onStart ? dispatcher.compose(announceStart(onStart)) : dispatcher
    const sending = via.request({
      origin: target.origin,
      path: target.pathname + target.search,
      method,
      headers: {
        'accept-encoding': 'identity',
        ...headers,
        ...(body ? { 'content-length': String(body.length) } : {}),
      },
      body:
        body &&
        (body.length <= SMALL_BODY ? Buffer.concat([...body.chunks()]) : Readable.from(body.chunks())),
      signal,
    })
    const response = await unlessAborted(sending, signal)
    const { headers: received } = response
    return {
      status: response.statusCode,
      header: (name) => {
        const value = received[name.toLowerCase()]
        return (Array.isArray(value) ? value[0] : value) ?? null
      },
      body: decoded(response.body, received['content-encoding']?.toString()),
      discard: () => {
        response.body.on('error', () => {}).destroy()
      },
    }
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A client that hands its requests to a function in this process: the embedded sandbox. */
export function functionClient(handle: (request: Request) => Promise<Response>): HttpClient {
  return async (url, { method, headers, body, signal, onStart }) => {
    signal.throwIfAborted()
    onStart?.()
    const request = new Request(url, {
      method,
      headers,
      body: body ? Buffer.concat([...body.chunks()]) : null,
      signal,
    })
    const response = await unlessAborted(handle(request), signal)
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: response.body ?? nothing(),
      discard: () => void response.body?.cancel(),
    }
  }
}
