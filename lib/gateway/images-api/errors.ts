import 'server-only'
import { z } from 'zod'
import { GatewayError, type GatewayErrorDetails, type GatewayFailureKind } from '#lib/gateway/errors.ts'
import type { LiftedJson } from '#lib/lifted-json/read.ts'
import { textOf } from './response.ts'
import type { Scrub } from './scrub.ts'

/** The endpoint's three documented messages; it names no status for them, so they count under any. */
const DOCUMENTED: readonly (readonly [string, GatewayFailureKind])[] = [
  ['chat response contains no choices', 'refused'],
  ['no base64 image found in response', 'no_image'],
  ['failed to upload image', 'gateway_storage'],
]

/** Words that name a content policy, in a code, a type or a message. */
const POLICY_WORDS = ['moderation_blocked', 'content_policy_violation', 'image_safety', 'prohibited_content']

/** Codes of an empty account; OpenAI's own sends the second under 429, where waiting would never help. */
const QUOTA_CODES = ['insufficient_user_quota', 'insufficient_quota']

const text = z.string().nullish().catch(null)
const code = z.union([z.string(), z.number()]).nullish().catch(null)
const inner = z.object({ message: text, type: text, param: text, code })
const envelope = z.object({
  error: z.union([inner, z.string()]).optional().catch(undefined),
  message: text,
  detail: text,
  code,
})

export interface Complaint {
  message: string | null
  /** `code`, `type` and message in lower case, for matching. */
  words: string
  code: string | null
  param: string | null
}

/** What an answer complains of, from `{error: {…}}` or one of its looser relatives; `null` where it does not. */
function complaintOf(value: unknown): Complaint | null {
  const parsed = envelope.safeParse(value)
  if (!parsed.success) return null
  const { error, message, detail, code: outerCode } = parsed.data
  const own = typeof error === 'object' ? error : undefined
  const said = own?.message || (typeof error === 'string' ? error : null) || message || detail || null
  if (error === undefined && said === null) return null
  const ownCode = own?.code ?? outerCode
  const codeText = ownCode === null || ownCode === undefined ? null : String(ownCode)
  return {
    message: said,
    words: [said, codeText, own?.type].filter(Boolean).join('\n').toLowerCase(),
    code: codeText,
    param: own?.param || null,
  }
}

function kindOfStatus(status: number, words: string): GatewayFailureKind {
  const quota = QUOTA_CODES.some((word) => words.includes(word))
  switch (status) {
    case 401:
      return 'bad_key'
    case 402:
      return 'quota'
    case 403:
      return quota || words.includes('quota') ? 'quota' : 'forbidden'
    case 429:
      return quota ? 'quota' : 'rate_limited'
    case 500:
      return 'upstream_error'
    case 503:
      return words.includes('model_not_found') ? 'model_unavailable' : 'upstream_error'
    case 404:
      return words.includes('model_not_found') ? 'model_unavailable' : 'invalid_request'
    case 408:
      return 'outcome_unknown'
    default:
      // Redirects count as a wrong address (a POST with a key is never sent on), 502, 504, 524 and any other answer of a
      // proxy in between as unknown: the call may still be running behind it.
      return status >= 300 && status < 500 ? 'invalid_request' : 'outcome_unknown'
  }
}

function kindOf(status: number, words: string): GatewayFailureKind {
  const documented = DOCUMENTED.find(([phrase]) => words.includes(phrase))
  if (documented) return documented[1]
  if (POLICY_WORDS.some((word) => words.includes(word))) return 'refused'
  // A complaint under a 200 that says nothing known: the call went through, so it may be billed.
  if (status >= 200 && status < 300) return 'no_image'
  return kindOfStatus(status, words)
}

/** `Retry-After` in milliseconds from now: seconds, or a date. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime())
}

export interface FailedAnswer {
  status: number
  answer: LiftedJson
  requestId: string | null
  retryAfterMs?: number | undefined
}

function looksLikeWebPage(start: string): boolean {
  return start.trimStart().startsWith('<')
}

/** The error of an answer without a picture, by the table of `docs` and GATEWAY_FAILURES. */
export function errorOfAnswer(failed: FailedAnswer, scrub: Scrub): GatewayError {
  const { status, answer, requestId } = failed
  const details: GatewayErrorDetails = {
    status,
    ...(requestId === null ? {} : { requestId: scrub(requestId) }),
    ...(failed.retryAfterMs === undefined ? {} : { retryAfterMs: failed.retryAfterMs }),
  }
  const succeeded = status >= 200 && status < 300
  const complaint = complaintOf(answer.value)
  const modelText = textOf(answer)

  if (succeeded && answer.value === undefined) {
    // Cut off or garbled: a call that was answered with 200 may well have made its picture.
    const page = looksLikeWebPage(answer.start)
    const message = page
      ? 'The gateway answered with a web page instead of a picture; the address in OPENAI_BASE_URL may be wrong.'
      : 'The gateway’s answer could not be read to its end.'
    return new GatewayError('outcome_unknown', message, details)
  }
  if (succeeded && !complaint) {
    const words = modelText ?? ''
    const message = words === '' ? 'The gateway answered without a picture.' : scrub(words)
    const kind = kindOf(status, words.toLowerCase())
    return new GatewayError(kind, message, {
      ...details,
      ...(words === '' ? {} : { modelText: scrub(words) }),
    })
  }
  const kind = kindOf(status, complaint?.words ?? '')
  const said = complaint?.message ? scrub(complaint.message) : ''
  return new GatewayError(kind, said || `The gateway answered with status ${status} and no explanation.`, {
    ...details,
    ...(said === '' ? {} : { gatewayWords: said }),
    ...(complaint?.code ? { code: scrub(complaint.code) } : {}),
    ...(complaint?.param ? { param: scrub(complaint.param) } : {}),
    ...(modelText === null ? {} : { modelText: scrub(modelText) }),
  })
}
