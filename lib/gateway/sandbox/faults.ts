import 'server-only'
import { type ErrorAnswer, errorResponse } from './envelope.ts'

/**
 * Faults on demand, for tests. A directive in the prompt asks for one, where the gateway was made with `faults: true`;
 * it is not drawn. Form: `[sandbox: KIND key=value …]`, for example `[sandbox: 429 retry-after=1 times=2]`.
 *
 * | Option | Meaning |
 * |---|---|
 * | `times=N` | only the first N calls with this prompt fail; later ones succeed |
 * | `index=N` | only the call whose `x-client-request-id` ends in `.N` fails |
 * | `latency=MS` | waits before anything else; may stand alone |
 * | `hold` | waits until the server is told to `release` the prompt; may stand alone |
 * | `retry-after=S` | adds the header to any error |
 * | `status=N` | another HTTP status for any error |
 *
 * | Kind | What happens |
 * |---|---|
 * | `400` `401` `403` `403-quota` `413` `429` `500` `502` `503` `503-model-not-found` `504` `524` | that status, in the envelope |
 * | `no-choices` `no-image` `upload-failed` | the three documented errors, word for word (status 500) |
 * | `content-policy` | 400 with code `content_policy_violation` |
 * | `html-error` | 502 with a proxy's HTML page |
 * | `text-only` | 200 without a picture, with the model's own words |
 * | `empty-data` | 200 with an empty `data` |
 * | `invalid-json` `truncated-json` | 200 with a body that does not parse |
 * | `reset-before` | the connection is destroyed before any byte of the answer |
 * | `reset` | the connection is destroyed in the middle of the answer |
 * | `hang` | no answer until the caller gives up |
 * | `wrong-size` | a 1K picture, whatever was asked |
 * | `data-uri` | `b64_json` with a data-URI prefix |
 * | `data-url` | `url` is a data URI |
 * | `jpeg` `webp` | a picture of that type under a name and label of PNG |
 * | `instant` | a pre-drawn picture of the size, at once |
 * | `url-404` | the result's link answers 404 |
 * | `url-404-once` | the result's link answers 404 the first time |
 * | `url-slow` | the link trickles a few bytes a second |
 * | `url-endless` | the link never stops sending |
 * | `url-redirect-private` | the link redirects to 169.254.169.254 |
 * | `url-private` | the link itself points to 10.0.0.1 |
 * | `url-not-image` | the link answers an HTML page labelled image/png |
 * | `url-reset` | the link's connection is destroyed half-way |
 */
const ERRORS = {
  '400': { status: 400, message: 'prompt is invalid', param: 'prompt', code: 'invalid_value' },
  '401': { status: 401, message: 'Invalid token', type: 'new_api_error', code: 'invalid_api_key' },
  '403': { status: 403, message: 'This token has no access to the model', type: 'new_api_error' },
  '403-quota': {
    status: 403,
    message: 'user quota is not enough, remaining quota: $0.000000',
    type: 'new_api_error',
    code: 'insufficient_user_quota',
  },
  '413': { status: 413, message: 'request entity too large' },
  '429': { status: 429, message: 'Too many requests, please retry later', code: 'rate_limit_exceeded' },
  '500': { status: 500, message: 'internal error from upstream' },
  '502': { status: 502, message: 'bad gateway' },
  '503': { status: 503, message: 'the model is overloaded' },
  '503-model-not-found': {
    status: 503,
    message: 'No available channel for model under group default',
    type: 'new_api_error',
    code: 'model_not_found',
  },
  '504': { status: 504, message: 'gateway timeout' },
  '524': { status: 524, message: 'a timeout occurred' },
  'no-choices': { status: 500, message: 'chat response contains no choices' },
  'no-image': { status: 500, message: 'no base64 image found in response' },
  'upload-failed': { status: 500, message: 'failed to upload image' },
  'content-policy': {
    status: 400,
    message: 'Your request was rejected by the safety system',
    code: 'content_policy_violation',
  },
} as const satisfies Record<string, ErrorAnswer>

const OTHERS = [
  'html-error',
  'text-only',
  'empty-data',
  'invalid-json',
  'truncated-json',
  'reset-before',
  'reset',
  'hang',
  'wrong-size',
  'data-uri',
  'data-url',
  'jpeg',
  'webp',
  'instant',
  'url-404',
  'url-404-once',
  'url-slow',
  'url-endless',
  'url-redirect-private',
  'url-private',
  'url-not-image',
  'url-reset',
] as const

type ErrorKind = keyof typeof ERRORS
export type FaultKind = ErrorKind | (typeof OTHERS)[number]
/** Every fault that can be asked for. */
export const FAULT_KINDS: readonly FaultKind[] = [...(Object.keys(ERRORS) as ErrorKind[]), ...OTHERS]

export interface Fault {
  kind: FaultKind | null
  times: number | null
  index: number | null
  latencyMs: number | null
  hold: boolean
  retryAfter: string | null
  status: number | null
}

const DIRECTIVE = /\s*\[sandbox:\s*([^\]]*)\]\s*/i

/** Takes the directive out of a prompt. A directive nobody knows stays where it is and does nothing. */
export function readFault(prompt: string): { prompt: string; fault: Fault | null } {
  const found = DIRECTIVE.exec(prompt)
  if (found === null) return { prompt, fault: null }
  const words = (found[1] ?? '').split(/[\s,]+/).filter(Boolean)
  const options = new Map(words.filter((word) => word.includes('=')).map(splitOption))
  const kind = FAULT_KINDS.find((known) => words.includes(known)) ?? null
  const hold = words.includes('hold')
  if (kind === null && !options.has('latency') && !hold) return { prompt, fault: null }
  const number = (name: string) => {
    const value = Number(options.get(name))
    return options.has(name) && Number.isFinite(value) ? value : null
  }
  const fault: Fault = {
    kind,
    times: number('times'),
    index: number('index'),
    latencyMs: number('latency'),
    hold,
    retryAfter: options.get('retry-after') ?? null,
    status: number('status'),
  }
  return { prompt: prompt.replace(DIRECTIVE, ' ').trim(), fault }
}

function splitOption(word: string): [string, string] {
  const at = word.indexOf('=')
  return [word.slice(0, at), word.slice(at + 1)]
}

const isErrorKind = (kind: FaultKind): kind is ErrorKind => kind in ERRORS

const HTML_PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

/** The answer of a fault that needs no picture, or `null`. */
export function faultAnswer(fault: Fault): Response | null {
  const { kind } = fault
  if (kind === null) return null
  if (isErrorKind(kind)) {
    const answer: ErrorAnswer = { ...ERRORS[kind] }
    if (fault.status !== null) answer.status = fault.status
    if (fault.retryAfter !== null) answer.headers = { 'retry-after': fault.retryAfter }
    return errorResponse(answer)
  }
  const created = Math.floor(Date.now() / 1000)
  switch (kind) {
    case 'html-error':
      return new Response(HTML_PAGE, { status: 502, headers: { 'content-type': 'text/html' } })
    case 'text-only':
      return Response.json({
        created,
        data: [
          { url: '', b64_json: '', text: 'I cannot draw that, but here is a description of it instead.' },
        ],
      })
    case 'empty-data':
      return Response.json({ created, data: [] })
    case 'invalid-json':
      return new Response('upstream says: {oops', { headers: { 'content-type': 'application/json' } })
    case 'reset-before':
      return withTransportFault(new Response(null), 'reset-before')
    default:
      return null
  }
}

/** What only a real connection can do wrong. */
export type TransportFault = 'reset-before' | 'reset'

const transportFaults = new WeakMap<Response, TransportFault>()

export function withTransportFault(response: Response, fault: TransportFault): Response {
  transportFaults.set(response, fault)
  return response
}

/** The fault that the HTTP server must add to an answer, if any. */
export function transportFaultOf(response: Response): TransportFault | null {
  return transportFaults.get(response) ?? null
}
