import type { AppErrorCode, ErrorBody, ErrorParams } from '#lib/errors.ts'

/** `network`: no answer came at all. `unreadable`: an answer came that is not the studio's (a proxy's page, say). */
export type ApiErrorCode = AppErrorCode | 'network' | 'unreadable'

/** A failed request to the app's own API. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  /** HTTP status; 0 where no answer came. */
  readonly status: number
  /** The input at fault. */
  readonly field: string | undefined
  readonly params: ErrorParams
  /** For support; the server's log knows it. */
  readonly requestId: string | undefined
  /** What stood in the way of a part, where the error is of a whole. */
  readonly because: ErrorBody['error']['because']

  constructor(
    code: ApiErrorCode,
    status: number,
    details: Partial<Pick<ErrorBody['error'], 'field' | 'params' | 'requestId' | 'because'>> & {
      cause?: unknown
    } = {},
  ) {
    super(code, { cause: details.cause })
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.field = details.field
    this.params = details.params ?? {}
    this.requestId = details.requestId
    this.because = details.because
  }
}

/** True where sending the same request again may work: nothing answered, or the studio said "in a moment". */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.code === 'network' || error.status === 502 || error.status === 503 || error.status === 504
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is. */
  body?: BodyInit
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * What browsers carry to its end, all together, for pages that are left meanwhile: 64 KiB of bodies (Fetch standard,
 * "HTTP-network-or-cache fetch", the keepalive limit). A request over it would fail, so a little is left over.
 */
const CARRIED_BYTES = 60 * 1024
let carriedBytes = 0

/**
 * Sends a request. What somebody did reaches the studio also where they close or leave the page in the same moment,
 * with every connection taken by pictures; a browser would drop what waits for one.
 */
async function sendCarried(path: string, init: RequestInit): Promise<Response> {
  const { method, body = '' } = init
  const bytes = typeof body === 'string' ? new Blob([body]).size : Number.POSITIVE_INFINITY
  if (method === 'GET' || carriedBytes + bytes > CARRIED_BYTES) return fetch(path, init)
  carriedBytes += bytes
  try {
    return await fetch(path, { ...init, keepalive: true })
  } finally {
    carriedBytes -= bytes
  }
}

/**
 * Calls the app's own API. Throws `ApiError` for every answer that is not 2xx and where no answer came; an abort by
 * `signal` is thrown as it is.
 */
async function send(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', json, signal } = options
  const headers = {
    ...options.headers,
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const body = json === undefined ? options.body : JSON.stringify(json)
  let response: Response
  try {
    response = await sendCarried(path, { method, headers, body, signal })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError('network', 0, { cause })
  }
  if (response.ok) return response
  const error = await readError(response)
  if (error.code === 'signed_out') signInAgain()
  throw error
}

/** The session has ended: to the sign-in page, and back to this one from there. What was typed is kept by its form. */
function signInAgain(): void {
  if (typeof location === 'undefined') return
  const here = location.pathname + location.search
  location.assign(here === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(here)}`)
}

async function readError(response: Response): Promise<ApiError> {
  let body: Partial<ErrorBody>
  try {
    body = await response.json()
  } catch (cause) {
    return new ApiError('unreadable', response.status, { cause })
  }
  if (!body.error) return new ApiError('unreadable', response.status)
  const { code, ...details } = body.error
  return new ApiError(code, response.status, details)
}

/**
 * The JSON answer of a request. The answers of our own routes have their DTO types by construction (one repository, one
 * type on both sides), so the browser does not check them again: the checker would weigh more than the studio page's
 * own code.
 */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options)
  try {
    return await response.json()
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiError('unreadable', response.status, { cause })
  }
}

/** The bytes of an answer. */
export async function requestBytes(path: string, options: RequestOptions = {}): Promise<ArrayBuffer> {
  const response = await send(path, options)
  try {
    return await response.arrayBuffer()
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    throw new ApiError('network', response.status, { cause })
  }
}

/** A request whose answer has no body. */
export async function requestNothing(path: string, options: RequestOptions = {}): Promise<void> {
  await send(path, options)
}
