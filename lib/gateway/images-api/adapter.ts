import 'server-only'
import type { GatewayAdapter, GeneratedImage, GenerateRequest, GenerateResult } from '#lib/gateway/adapter.ts'
import { GatewayError, type GatewayFailureKind } from '#lib/gateway/errors.ts'
import { type LiftedJson, readLiftedJson } from '#lib/lifted-json/read.ts'
import type { HttpClient, HttpRequest, HttpResponse } from '#lib/outbound/http-client.ts'
import { errorOfAnswer, retryAfterMs } from './errors.ts'
import { requestBody } from './request.ts'
import { type AnsweredPicture, modelIdsOf, picturesOf, textOf } from './response.ts'
import { downloadResult, type ResultDownloadOptions } from './result-url.ts'
import { createScrub, type Scrub, safeCause } from './scrub.ts'

export interface ImagesApiOptions {
  /** Without a slash at its end. */
  baseUrl: string
  apiKey: string
  /** Carries the calls. Its connections have no time limit, and are not used twice. */
  client: HttpClient
  /** Carries the downloads of results; they may use connections again. Default: `client`. */
  downloadClient?: HttpClient
  now?: () => Date
  /** Milliseconds before each further try to download a result. */
  backoffMs?: readonly number[]
  /** Milliseconds for one download of a result, and without progress. */
  downloadMs?: { total: number; stall: number }
}

/** A 100 MB picture in base64, with room for its surroundings. */
const MAX_ANSWER_BYTES = 144 * 1024 * 1024

/** Where gateways of this family, and the proxies before them, put the id of a call. */
const REQUEST_ID_HEADERS = ['x-request-id', 'x-oneapi-request-id', 'request-id', 'cf-ray']

function requestIdOf(response: HttpResponse, scrub: Scrub): string | null {
  const id = REQUEST_ID_HEADERS.map(response.header).find((value) => value !== null && value !== '')
  return id === null || id === undefined ? null : scrub(id)
}

/**
 * The endpoint that speaks `POST {base}/images/generations`, as OpenAI's does, with `extra_fields`. Every failure is a
 * `GatewayError`; what it costs and whether it may be tried again follows from its kind.
 */
export function createImagesApiAdapter(options: ImagesApiOptions): GatewayAdapter {
  const { baseUrl, apiKey, client, now = () => new Date() } = options
  const scrub = createScrub(apiKey, baseUrl)
  const downloads: ResultDownloadOptions = {
    client: options.downloadClient ?? client,
    scrub,
    backoffMs: options.backoffMs ?? [500, 2000],
    totalMs: options.downloadMs?.total ?? 180_000,
    stallMs: options.downloadMs?.stall ?? 20_000,
  }
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' }

  function broken(kind: GatewayFailureKind, thrown: unknown, requestId: string | null = null): GatewayError {
    const message =
      kind === 'unreachable'
        ? 'The gateway could not be reached.'
        : 'The connection to the gateway ended before its answer was complete.'
    const cause = safeCause(thrown, scrub)
    return new GatewayError(kind, message, { cause, ...(requestId === null ? {} : { requestId }) })
  }

  /** One exchange, read to its end. Throws the error of every answer that is no success. */
  async function exchange(path: string, request: Omit<HttpRequest, 'onStart'>, whenLost: GatewayFailureKind) {
    let sent = false
    let response: HttpResponse
    try {
      response = await client(`${baseUrl}${path}`, {
        ...request,
        onStart: () => {
          sent = true
        },
      })
    } catch (thrown) {
      throw broken(sent ? whenLost : 'unreachable', thrown)
    }
    const requestId = requestIdOf(response, scrub)
    let answer: LiftedJson
    try {
      answer = await readLiftedJson(response.body, MAX_ANSWER_BYTES)
    } catch (thrown) {
      response.discard()
      throw broken(whenLost, thrown, requestId)
    }
    const { status } = response
    const wait = retryAfterMs(response.header('retry-after'), now())
    const failure = () => errorOfAnswer({ status, answer, requestId, retryAfterMs: wait }, scrub)
    if (status < 200 || status >= 300) throw failure()
    return { status, requestId, answer, failure }
  }

  function imageOf(picture: AnsweredPicture, signal: AbortSignal): GeneratedImage | Promise<GeneratedImage> {
    if (picture.kind === 'bytes') return { bytes: picture.value.bytes() }
    return downloadResult(picture.url, signal, downloads)
  }

  async function generate(request: GenerateRequest): Promise<GenerateResult> {
    const body = requestBody(request)
    const { signal } = request
    if (signal.aborted) throw broken('unreachable', signal.reason)
    await request.onSent?.()
    const sending = {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'x-client-request-id': request.clientRequestId,
      },
      body,
      signal,
    } as const
    const { status, requestId, answer, failure } = await exchange(
      '/images/generations',
      sending,
      'outcome_unknown',
    )
    const pictures = picturesOf(answer)
    const first = pictures[0]
    if (!first) throw failure()
    const resultUrl = first.kind === 'url' ? first.url : null
    if (resultUrl !== null) await request.onResultUrl?.(resultUrl)
    const images: GeneratedImage[] = [await imageOf(first, signal)]
    for (const picture of pictures.slice(1)) images.push(lazily(() => imageOf(picture, signal)))
    const text = textOf(answer)
    return { images, status, requestId, text: text === null ? null : scrub(text), resultUrl }
  }

  return {
    generate,
    download: (url, signal) => downloadResult(url, signal, downloads),
    async models(signal) {
      const { answer } = await exchange('/models', { method: 'GET', headers, signal }, 'unreachable')
      return modelIdsOf(answer)
    },
  }
}

/** Opens a picture only when somebody reads it: nobody may want the second of an answer. */
function lazily(open: () => GeneratedImage | Promise<GeneratedImage>): GeneratedImage {
  return {
    bytes: (async function* () {
      yield* (await open()).bytes
    })(),
  }
}
